// SHA-256, for names and for the page's own script.
#pragma once

#include <string>
#include <string_view>

namespace pecprobe {

/// The 32 bytes of the SHA-256 of `text`. Throws std::runtime_error where OpenSSL lacks it.
[[nodiscard]] std::string sha256(std::string_view text);

}  // namespace pecprobe
