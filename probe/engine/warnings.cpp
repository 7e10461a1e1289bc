#include "probe/engine/warnings.hpp"

#include "probe/config/values.hpp"
#include "probe/engine/retry.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace pecprobe {

namespace {

struct CodePointRange {
  char32_t first;
  char32_t last;
};
constexpr std::array<CodePointRange, 9> k_odd = {{
    {0x00A0, 0x00A0},  // no-break space
    {0x00AD, 0x00AD},  // soft hyphen
    {0x0370, 0x03FF},  // Greek
    {0x0400, 0x052F},  // Cyrillic
    {0x2000, 0x2064},  // spaces, zero-width characters, dashes, quotes, direction marks
    {0x3000, 0x3000},  // ideographic space
    {0xFEFF, 0xFEFF},  // byte order mark
    {0xFF01, 0xFF5E},  // full-width forms
    {0xFFFD, 0xFFFD},  // what a failed conversion leaves
}};

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

bool is_odd(char32_t value) noexcept {
  return std::any_of(k_odd.begin(), k_odd.end(),
                     [&](CodePointRange range) { return value >= range.first && value <= range.last; });
}

bool is_blank(char32_t value) noexcept { return value == ' ' || value == '\t'; }

bool was_accepted(const ServiceResult& service) { return service.facts.dialogue.auth.accepted; }

bool was_refused(const ServiceResult& service) { return is_refusal(service.facts, service.diagnosis); }

}  // namespace

std::vector<std::string> odd_characters(const Secret& password) {
  std::vector<std::string> found;
  std::string_view rest = password.reveal();
  for (bool is_first = true; !rest.empty(); is_first = false) {
    const char32_t value = take_code_point(rest);
    const bool is_at_an_end = is_first || rest.empty();
    std::string name = fmt::format("U+{:04X}", static_cast<std::uint32_t>(value));
    if ((is_odd(value) || (is_at_an_end && is_blank(value))) &&
        std::find(found.begin(), found.end(), name) == found.end()) {
      found.push_back(std::move(name));
    }
  }
  return found;
}

std::vector<Warning> account_warnings(const AccountResult& result, const Secret& password,
                                      std::chrono::sys_days today) {
  std::vector<Warning> warnings;
  const auto& services = result.services;
  if (const auto expires = result.password.expires) {
    if (*expires >= today && *expires - today <= k_warn_before_expiry) {
      warnings.push_back({WarningCode::password_expires_soon, date_text(*expires)});
    }
    if (*expires < today && std::any_of(services.begin(), services.end(), was_accepted)) {
      warnings.push_back({WarningCode::date_on_record_stale, date_text(*expires)});
    }
  }
  if (std::any_of(services.begin(), services.end(), was_refused)) {
    if (const auto odd = odd_characters(password); !odd.empty()) {
      warnings.push_back({WarningCode::password_looks_mistyped, fmt::format("{}", fmt::join(odd, " "))});
    }
  }
  return warnings;
}

}  // namespace pecprobe
