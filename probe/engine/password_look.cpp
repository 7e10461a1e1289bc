#include "probe/engine/password_look.hpp"

#include "protocols/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

namespace pecprobe {

namespace {

using Kind = PasswordOddity::Kind;

constexpr std::size_t k_most_oddities = 8;
/// Shorter texts are base64 by chance.
constexpr std::size_t k_shortest_base64 = 12;

struct CodePointRange {
  char32_t first;
  char32_t last;
  Kind kind;
};
constexpr auto k_odd = std::to_array<CodePointRange>({
    {'\t', '\t', Kind::white_space},
    {0x00A0, 0x00A0, Kind::invisible},    // no-break space
    {0x00AD, 0x00AD, Kind::invisible},    // soft hyphen
    {0x0370, 0x03FF, Kind::look_alike},   // Greek
    {0x0400, 0x052F, Kind::look_alike},   // Cyrillic
    {0x2000, 0x200F, Kind::invisible},    // spaces, zero-width characters, direction marks
    {0x2010, 0x2027, Kind::typographic},  // dashes, quotes, ellipsis
    {0x2028, 0x202F, Kind::invisible},
    {0x2030, 0x205E, Kind::typographic},
    {0x205F, 0x2064, Kind::invisible},
    {0x3000, 0x3000, Kind::invisible},   // ideographic space
    {0xFEFF, 0xFEFF, Kind::invisible},   // byte order mark
    {0xFF01, 0xFF5E, Kind::look_alike},  // full-width forms
    {0xFFFD, 0xFFFD, Kind::damaged},
});

/// Takes the first code point off `text`; bytes that are not UTF-8 come one by one and count as
/// ordinary.
char32_t take_code_point(std::string_view& text) noexcept {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(0);
  const std::size_t length = lead >= 0xF0 ? 4U : lead >= 0xE0 ? 3U : lead >= 0xC2 ? 2U : 1U;
  char32_t value = length == 1 ? 0U : lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if (i >= text.size() || (byte(i) & 0xC0U) != 0x80U) {
      text.remove_prefix(1);
      return 0;
    }
    value = (value << 6U) | (byte(i) & 0x3FU);
  }
  text.remove_prefix(length);
  return length == 1 ? lead : value;
}

bool is_latin_letter(char c) noexcept { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_hex_digit(char c) noexcept {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}
bool is_plain_character(char c) noexcept { return c >= ' ' && c <= '~'; }

std::optional<Kind> kind_of(char32_t value) noexcept {
  const auto* found = std::find_if(k_odd.begin(), k_odd.end(), [&](const CodePointRange& range) {
    return value >= range.first && value <= range.last;
  });
  return found == k_odd.end() ? std::nullopt : std::optional(found->kind);
}

bool is_encoded_text(std::string_view text) {
  if (text.size() < k_shortest_base64) {
    return false;
  }
  auto decoded = base64_decode(text);
  if (!decoded || decoded->empty()) {
    return false;
  }
  std::string& bytes = *decoded;
  const bool is_text = std::all_of(bytes.begin(), bytes.end(), is_plain_character);
  wipe(bytes.data(), bytes.size());
  return is_text;
}

/// Every percent sign begins %XX, and there is one.
bool is_percent_encoded(std::string_view text) {
  std::size_t found = 0;
  for (auto at = text.find('%'); at != std::string_view::npos; at = text.find('%', at + 1), ++found) {
    if (at + 2 >= text.size() || !is_hex_digit(text[at + 1]) || !is_hex_digit(text[at + 2])) {
      return false;
    }
  }
  return found > 0;
}

bool needs_generated_password(const Account& account, const Provider& provider) noexcept {
  return provider.app_password == AppPasswordUse::always ||
         (provider.app_password == AppPasswordUse::with_two_step && account.two_step == TwoStep::on);
}

/// The oddity of one character, by itself and by its place.
std::optional<Kind> oddity_of(char32_t value, bool is_at_an_end, bool has_latin_letters,
                              std::string_view alphabet) noexcept {
  const auto kind = is_at_an_end && value == ' ' ? std::optional(Kind::white_space) : kind_of(value);
  if (kind && (*kind != Kind::look_alike || has_latin_letters)) {
    return kind;
  }
  const bool is_foreign = value >= 0x80 || alphabet.find(static_cast<char>(value)) == std::string_view::npos;
  return !alphabet.empty() && is_foreign ? std::optional(Kind::alphabet) : std::nullopt;
}

std::string_view to_string(Kind kind) noexcept {
  switch (kind) {
    case Kind::white_space: return "white_space";
    case Kind::invisible: return "invisible";
    case Kind::typographic: return "typographic";
    case Kind::look_alike: return "look_alike";
    case Kind::damaged: return "damaged";
    case Kind::base64: return "base64";
    case Kind::percent_encoded: return "percent_encoded";
    case Kind::length: return "length";
    case Kind::alphabet: return "alphabet";
  }
  return "";
}

}  // namespace

std::vector<PasswordOddity> password_oddities(const Secret& password, const Account& account,
                                              const Provider* provider) {
  const std::string_view text = password.reveal();
  const bool is_generated = provider != nullptr && needs_generated_password(account, *provider);
  const std::string_view alphabet = is_generated ? std::string_view(provider->generated_alphabet) : std::string_view{};
  const bool has_latin_letters = std::any_of(text.begin(), text.end(), is_latin_letter);
  std::vector<PasswordOddity> found;
  std::size_t characters = 0;
  for (std::string_view rest = text; !rest.empty();) {
    const char32_t value = take_code_point(rest);
    ++characters;
    if (const auto kind = oddity_of(value, characters == 1 || rest.empty(), has_latin_letters, alphabet)) {
      found.push_back({*kind, characters});
    }
  }
  if (is_generated && provider->generated_length &&
      characters != static_cast<std::size_t>(*provider->generated_length)) {
    found.push_back({Kind::length, std::nullopt});
  }
  if (is_encoded_text(text)) {
    found.push_back({Kind::base64, std::nullopt});
  }
  if (is_percent_encoded(text)) {
    found.push_back({Kind::percent_encoded, std::nullopt});
  }
  found.erase(found.begin() + static_cast<std::ptrdiff_t>(std::min(found.size(), k_most_oddities)), found.end());
  return found;
}

std::string oddity_detail(const std::vector<PasswordOddity>& oddities) {
  std::string detail;
  for (const PasswordOddity& oddity : oddities) {
    detail += detail.empty() ? "" : " ";
    detail += to_string(oddity.kind);
    detail += oddity.position ? fmt::format("@{}", *oddity.position) : std::string{};
  }
  return detail;
}

}  // namespace pecprobe
