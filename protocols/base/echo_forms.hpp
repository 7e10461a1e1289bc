// A password in the encodings in which a server can repeat it.
#pragma once

#include "protocols/base/secret.hpp"

#include <string_view>
#include <vector>

namespace pecprobe {

/// Valid UTF-8, none empty, none twice: the password; base64 of it and of `NUL login NUL password` (RFC 4616 §2). Of
/// one that has at least `Redactor::k_shortest_masked` bytes also hexadecimal, and what every base64 text has in common
/// in which it stands (RFC 4648 §4 and §5); all of these of its bytes in UTF-8, Latin-1 and UTF-16. Bytes that are no
/// UTF-8 are taken for Latin-1.
[[nodiscard]] std::vector<Secret> echo_forms(const Secret& password, std::string_view login);

}  // namespace pecprobe
