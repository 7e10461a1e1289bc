#include "protocols/base/text.hpp"

#include <algorithm>
#include <charconv>

namespace pecprobe {

namespace {

constexpr std::string_view k_base64_alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Characters that move, hide or reorder what a terminal or a browser shows.
bool is_unsafe(char32_t c) noexcept {
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x061C || c == 0x200B || c == 0x200E || c == 0x200F ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || (c & 0xFFFEU) == 0xFFFE ||
         (c >= 0xE0000 && c <= 0xE007F);
}

void append_hex(std::string& out, std::string_view open, unsigned value, std::size_t digits, std::string_view close) {
  std::array<char, 8> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, 16).ptr;
  const auto length = static_cast<std::size_t>(end - buffer.data());
  out += open;
  out.append(length < digits ? digits - length : 0, '0');
  out.append(buffer.data(), length);
  out += close;
}

}  // namespace

std::string ascii_upper(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) { return ascii_upper(c); });
  return out;
}

std::string ascii_lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') {
      c = static_cast<char>(c - 'A' + 'a');
    }
  }
  return out;
}

bool iequals(std::string_view a, std::string_view b) noexcept { return a.size() == b.size() && istarts_with(a, b); }

bool istarts_with(std::string_view text, std::string_view prefix) noexcept {
  return text.size() >= prefix.size() && std::equal(prefix.begin(), prefix.end(), text.begin(),
                                                    [](char x, char y) { return ascii_upper(x) == ascii_upper(y); });
}

bool icontains(std::string_view text, std::string_view word) noexcept {
  return std::search(text.begin(), text.end(), word.begin(), word.end(),
                     [](char x, char y) { return ascii_upper(x) == ascii_upper(y); }) != text.end();
}

std::string_view trimmed(std::string_view text) noexcept {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) {
    return {};
  }
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::vector<std::string> split_words(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    if (end > 0) {
      words.emplace_back(text.substr(0, end));
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

std::optional<std::uint64_t> parse_number(std::string_view text) noexcept {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || text.empty() || end != text.data() + text.size()) {
    return std::nullopt;
  }
  return value;
}

Base64Quad base64_quad(std::string_view bytes) noexcept {
  unsigned value = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    value = (value << 8U) | (i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0U);
  }
  const auto digit = [&](unsigned shift) { return k_base64_alphabet[(value >> shift) & 0x3FU]; };
  return {digit(18), digit(12), bytes.size() > 1 ? digit(6) : '=', bytes.size() > 2 ? digit(0) : '='};
}

std::string base64_encode(std::string_view bytes) {
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const Base64Quad quad = base64_quad(bytes.substr(i, 3));
    out.append(quad.data(), quad.size());
  }
  return out;
}

std::optional<std::string> base64_decode(std::string_view text) {
  if (text.size() % 4 != 0) {
    return std::nullopt;
  }
  const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
  std::string out;
  out.reserve(text.size() / 4 * 3);  // one piece of memory, so that whoever decodes a secret can wipe it
  unsigned value = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_padding = i >= text.size() - padding;
    const auto digit = is_padding ? 0 : k_base64_alphabet.find(text[i]);
    if (digit == std::string_view::npos) {
      return std::nullopt;
    }
    value = ((value << 6U) | static_cast<unsigned>(digit)) & 0xFFFFFFU;
    if (i % 4 == 3) {
      const std::size_t bytes = i + 1 == text.size() ? 3 - padding : 3;
      for (std::size_t b = 0; b < bytes; ++b) {
        out += static_cast<char>((value >> (16U - 8U * b)) & 0xFFU);
      }
    }
  }
  return out;
}

CodePoint first_code_point(std::string_view bytes) noexcept {
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  const unsigned char lead = at(0);
  if (lead < 0x80) {
    return {lead, 1};
  }
  const std::size_t length = lead >= 0xF0 ? 4U : lead >= 0xE0 ? 3U : 2U;
  if (lead < 0xC2 || lead > 0xF4 || bytes.size() < length) {
    return {};
  }
  char32_t value = lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((at(i) & 0xC0U) != 0x80U) {
      return {};
    }
    value = (value << 6U) | (at(i) & 0x3FU);
  }
  constexpr std::array<char32_t, 5> k_smallest = {0, 0, 0x80, 0x800, 0x10000};
  if (value < k_smallest.at(length) || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) {
    return {};
  }
  return {value, length};
}

std::size_t valid_utf8_length(std::string_view text) noexcept {
  std::size_t length = 0;
  while (length < text.size()) {
    const CodePoint point = first_code_point(text.substr(length));
    if (point.length == 0) {
      break;
    }
    length += point.length;
  }
  return length;
}

bool has_control_characters(std::string_view text) noexcept {
  const bool has_ascii_control = std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7F;
  });
  return has_ascii_control || text.find("\xC2\x85") != std::string_view::npos ||
         text.find("\xE2\x80\xA8") != std::string_view::npos || text.find("\xE2\x80\xA9") != std::string_view::npos;
}

std::string printable(std::string_view bytes, std::size_t limit) {
  const auto is_plain = [](char c) { return c >= 0x20 && c < 0x7F; };
  std::string out;
  while (!bytes.empty()) {
    if (out.size() >= limit) {
      return out + "…";
    }
    // Nearly all text is ASCII: as much of it as may still come, at once.
    const std::string_view next = bytes.substr(0, limit - out.size());
    const auto plain = std::find_if_not(next.begin(), next.end(), is_plain) - next.begin();
    if (plain > 0) {
      out.append(next.data(), static_cast<std::size_t>(plain));
      bytes.remove_prefix(static_cast<std::size_t>(plain));
      continue;
    }
    const CodePoint point = first_code_point(bytes);
    if (point.length == 0) {
      append_hex(out, "\\x", static_cast<unsigned char>(bytes[0]), 2, "");
      bytes.remove_prefix(1);
      continue;
    }
    if (is_unsafe(point.value)) {
      if (point.value < 0x100) {
        append_hex(out, "\\x", point.value, 2, "");
      } else {
        append_hex(out, "\\u{", point.value, 4, "}");
      }
    } else {
      out.append(bytes.substr(0, point.length));
    }
    bytes.remove_prefix(point.length);
  }
  return out;
}

}  // namespace pecprobe
