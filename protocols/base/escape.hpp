// One character as programs escape it when they write it into JSON, HTML, a URL, a mail or a quoted string.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace pecprobe {

/// The bytes that escapes begin with.
inline constexpr std::string_view k_escape_beginnings = "\\&%=+";

struct Escape {
  char32_t value = 0;      // a code point, or one byte of an encoding
  std::size_t length = 0;  // bytes in the text

  bool operator==(const Escape&) const = default;
};

/// The escape that `text` begins with, if it does: JSON's and IMAP's backslashes (RFC 8259 §7, RFC 9051 §4.3), also
/// `\x` with two digits; HTML's numeric entities, those of markup and of Latin-1 by name; percent-encoding (RFC 3986
/// §2.1) with `+` for a space; quoted-printable (RFC 2045 §6.7). Hexadecimal digits of either case.
[[nodiscard]] std::optional<Escape> read_escape(std::string_view text) noexcept;

}  // namespace pecprobe
