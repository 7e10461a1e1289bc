#include "protocols/base/escape.hpp"

#include "protocols/base/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace pecprobe {

namespace {

struct NamedCharacter {
  std::string_view name;
  char32_t value;
};

constexpr std::array<NamedCharacter, 7> k_markup = {
    {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}, {"sol", '/'}, {"euro", 0x20AC}}};

/// The entities of U+00A0 to U+00FF, in this order (HTML 4.01 §24.2).
constexpr std::array<std::string_view, 96> k_latin1 = {
    "nbsp",   "iexcl",  "cent",   "pound",  "curren", "yen",    "brvbar", "sect",   "uml",    "copy",   "ordf",
    "laquo",  "not",    "shy",    "reg",    "macr",   "deg",    "plusmn", "sup2",   "sup3",   "acute",  "micro",
    "para",   "middot", "cedil",  "sup1",   "ordm",   "raquo",  "frac14", "frac12", "frac34", "iquest", "Agrave",
    "Aacute", "Acirc",  "Atilde", "Auml",   "Aring",  "AElig",  "Ccedil", "Egrave", "Eacute", "Ecirc",  "Euml",
    "Igrave", "Iacute", "Icirc",  "Iuml",   "ETH",    "Ntilde", "Ograve", "Oacute", "Ocirc",  "Otilde", "Ouml",
    "times",  "Oslash", "Ugrave", "Uacute", "Ucirc",  "Uuml",   "Yacute", "THORN",  "szlig",  "agrave", "aacute",
    "acirc",  "atilde", "auml",   "aring",  "aelig",  "ccedil", "egrave", "eacute", "ecirc",  "euml",   "igrave",
    "iacute", "icirc",  "iuml",   "eth",    "ntilde", "ograve", "oacute", "ocirc",  "otilde", "ouml",   "divide",
    "oslash", "ugrave", "uacute", "ucirc",  "uuml",   "yacute", "thorn",  "yuml"};

/// More digits than any character needs, zeros in front included.
constexpr std::size_t k_longest_entity = 16;

/// All of `digits` as a number; nothing when one is none.
std::optional<char32_t> number(std::string_view digits, int base) noexcept {
  std::uint32_t value = 0;
  const char* const end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, value, base);
  return !digits.empty() && error == std::errc{} && stop == end ? std::optional<char32_t>(value) : std::nullopt;
}

/// `introducer` bytes, then exactly `digits` hexadecimal ones.
std::optional<Escape> fixed_escape(std::string_view text, std::size_t introducer, std::size_t digits) noexcept {
  if (text.size() < introducer + digits) {
    return std::nullopt;
  }
  const auto value = number(text.substr(introducer, digits), 16);
  return value ? std::optional(Escape{*value, introducer + digits}) : std::nullopt;
}

/// `\uXXXX`, or two of them for what is beyond 16 bits (RFC 8259 §7).
std::optional<Escape> utf16_escape(std::string_view text) noexcept {
  constexpr std::size_t k_length = 6;
  const auto high = fixed_escape(text, 2, 4);
  if (!high || high->value < 0xD800 || high->value > 0xDBFF || !text.substr(k_length).starts_with("\\u")) {
    return high;
  }
  const auto low = fixed_escape(text.substr(k_length), 2, 4);
  if (!low || low->value < 0xDC00 || low->value > 0xDFFF) {
    return high;
  }
  return Escape{0x10000 + ((high->value - 0xD800) << 10U) + (low->value - 0xDC00), 2 * k_length};
}

std::optional<Escape> backslash_escape(std::string_view text) noexcept {
  if (text.size() < 2) {
    return std::nullopt;
  }
  const char escaped = text[1];
  switch (escaped) {
    case 'u': return utf16_escape(text);
    case 'x': return fixed_escape(text, 2, 2);
    case 'b': return Escape{'\b', 2};
    case 'f': return Escape{'\f', 2};
    case 't': return Escape{'\t', 2};
    default: break;
  }
  const bool is_punctuation = escaped > ' ' && escaped <= '~' && !is_ascii_alphanumeric(escaped);
  return is_punctuation ? std::optional(Escape{static_cast<unsigned char>(escaped), 2}) : std::nullopt;
}

std::optional<char32_t> named_character(std::string_view name) noexcept {
  const auto* const markup =
      std::find_if(k_markup.begin(), k_markup.end(), [&](const NamedCharacter& c) { return iequals(c.name, name); });
  if (markup != k_markup.end()) {
    return markup->value;
  }
  const auto* const latin1 = std::find(k_latin1.begin(), k_latin1.end(), name);
  return latin1 != k_latin1.end() ? std::optional(static_cast<char32_t>(0xA0 + (latin1 - k_latin1.begin())))
                                  : std::nullopt;
}

std::optional<Escape> html_entity(std::string_view text) noexcept {
  const auto end = text.substr(0, k_longest_entity + 1).find(';');
  if (end == std::string_view::npos) {
    return std::nullopt;
  }
  const std::string_view name = text.substr(1, end - 1);
  std::optional<char32_t> value;
  if (!name.starts_with('#')) {
    value = named_character(name);
  } else if (istarts_with(name, "#x")) {
    value = number(name.substr(2), 16);
  } else {
    value = number(name.substr(1), 10);
  }
  return value ? std::optional(Escape{*value, end + 1}) : std::nullopt;
}

}  // namespace

std::optional<Escape> read_escape(std::string_view text) noexcept {
  switch (text.empty() ? '\0' : text.front()) {
    case '\\': return backslash_escape(text);
    case '&': return html_entity(text);
    case '%':
    case '=': return fixed_escape(text, 1, 2);
    case '+': return Escape{' ', 1};
    default: return std::nullopt;
  }
}

}  // namespace pecprobe
