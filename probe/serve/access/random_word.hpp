// Words that nobody can guess.
#pragma once

#include <string>

namespace pecprobe {

/// 128 bits from OpenSSL's generator as 22 characters of base64url (RFC 4648 §5). Throws std::runtime_error when there
/// is no randomness.
[[nodiscard]] std::string random_word();

}  // namespace pecprobe
