// What a recording says about a TLS handshake, as facts.
#pragma once

#include "protocols/wire/tls_facts.hpp"

#include <string_view>

namespace pecprobe::test {

/// `note` is such as "TLS handshake ok: TLSv1.3 …", "TLS handshake: certificate verify failed: … (code 10)" or
/// "TLS handshake: TLS error: WRONG_VERSION_NUMBER". Throws std::runtime_error on any other.
[[nodiscard]] TlsFacts facts_from_note(std::string_view note);

}  // namespace pecprobe::test
