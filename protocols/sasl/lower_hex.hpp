// How the MD5 mechanisms write their digests: in lower-case hexadecimal (RFC 2195 §2, RFC 1939 §7).
#pragma once

#include "protocols/base/secret.hpp"

#include <span>
#include <string_view>

namespace pecprobe {

[[nodiscard]] inline Secret lower_hex(std::span<const unsigned char> bytes) {
  constexpr std::string_view k_digits = "0123456789abcdef";
  Secret text;
  for (const unsigned char byte : bytes) {
    text.append(k_digits.substr(byte >> 4U, 1)).append(k_digits.substr(byte & 0xFU, 1));
  }
  return text;
}

}  // namespace pecprobe
