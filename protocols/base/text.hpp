// Text as bytes, without a locale: case-insensitive ASCII, base64, UTF-8, and what is safe to show.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pecprobe {

/// ASCII upper case; every other byte stays as it is. (No locale: in Turkish, `i` has another capital.)
[[nodiscard]] constexpr char ascii_upper(char c) noexcept {
  return (c >= 'a' && c <= 'z') ? static_cast<char>(c - 'a' + 'A') : c;
}
[[nodiscard]] constexpr bool is_ascii_alphanumeric(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}
[[nodiscard]] std::string ascii_upper(std::string_view text);
[[nodiscard]] std::string ascii_lower(std::string_view text);
[[nodiscard]] bool iequals(std::string_view a, std::string_view b) noexcept;
[[nodiscard]] bool istarts_with(std::string_view text, std::string_view prefix) noexcept;
/// True when `word` stands anywhere in `text`, ASCII case ignored.
[[nodiscard]] bool icontains(std::string_view text, std::string_view word) noexcept;

/// `text` without leading and trailing spaces and tabs.
[[nodiscard]] std::string_view trimmed(std::string_view text) noexcept;
/// The words of `text` between runs of spaces; none is empty.
[[nodiscard]] std::vector<std::string> split_words(std::string_view text);

/// A decimal number that is the whole of `text`; nothing on any other byte or on overflow.
[[nodiscard]] std::optional<std::uint64_t> parse_number(std::string_view text) noexcept;

/// The four base64 characters of one to three bytes (RFC 4648 §4).
using Base64Quad = std::array<char, 4>;
[[nodiscard]] Base64Quad base64_quad(std::string_view bytes) noexcept;
[[nodiscard]] std::string base64_encode(std::string_view bytes);
/// Strict: alphabet, padding and length must be right. Nothing otherwise.
[[nodiscard]] std::optional<std::string> base64_decode(std::string_view text);

struct CodePoint {
  char32_t value = 0;
  std::size_t length = 0;  // bytes; 0: not valid UTF-8
};
/// The code point that `bytes`, which are not empty, begin with (RFC 3629 §4: no overlong forms, no surrogates).
[[nodiscard]] CodePoint first_code_point(std::string_view bytes) noexcept;

/// How many bytes at the beginning of `text` are valid UTF-8 (RFC 3629): all of them, or up to the first that is not.
[[nodiscard]] std::size_t valid_utf8_length(std::string_view text) noexcept;

/// True for a control character that must not stand in an address, a login or a host name:
/// C0, DEL, and as UTF-8 U+0085, U+2028 and U+2029.
[[nodiscard]] bool has_control_characters(std::string_view text) noexcept;

/// Bytes from outside as one line of valid UTF-8 that is safe on a terminal: control characters (C0, C1,
/// DEL), bidirectional controls and invalid bytes become `\xNN` or `\u{NNNN}`; longer than `limit` bytes
/// ends in `…`.
[[nodiscard]] std::string printable(std::string_view bytes, std::size_t limit = 4096);

}  // namespace pecprobe
