#include "probe/model/text_shapes.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <string>

namespace pecprobe {

namespace {

constexpr std::string_view k_digits = "0123456789";
constexpr std::string_view k_hexadecimal = "0123456789abcdefABCDEF";
constexpr std::size_t k_shortest_identifier = 16;
constexpr std::size_t k_shortest_colon_fingerprint = 47;  // 16 bytes with colons between them
constexpr std::size_t k_base64_case_changes = 4;          // more than any CamelCase word has

bool is_upper(char c) noexcept { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) noexcept { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
bool is_alphanumeric(char c) noexcept { return is_upper(c) || is_lower(c) || is_digit(c); }

template <typename Belongs>
std::size_t run(std::string_view text, const Belongs& belongs) noexcept {
  return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), belongs) - text.begin());
}

std::size_t run_of(std::string_view text, std::string_view alphabet) noexcept {
  return std::min(text.find_first_not_of(alphabet), text.size());
}

bool is_numeric(int family, std::string_view text) {
  std::array<unsigned char, sizeof(in6_addr)> bytes{};
  return inet_pton(family, std::string(text).c_str(), bytes.data()) == 1;
}

/// The longest of `text`'s first bytes that is an address, when up to one final separator is left
/// off.
std::size_t numeric_length(int family, std::string_view text, char separator) {
  if (is_numeric(family, text)) {
    return text.size();
  }
  return text.ends_with(separator) && is_numeric(family, text.substr(0, text.size() - 1)) ? text.size() - 1 : 0;
}

/// Letters alone are a word unless their case jumps about as only base64's does.
bool looks_random(std::string_view text) noexcept {
  if (std::any_of(text.begin(), text.end(), is_digit)) {
    return true;
  }
  std::size_t changes = 0;
  for (std::size_t i = 1; i < text.size(); ++i) {
    changes += is_lower(text[i - 1]) && is_upper(text[i]) ? 1U : 0U;
  }
  return changes >= k_base64_case_changes;
}

}  // namespace

bool is_word_byte(char c) noexcept { return is_alphanumeric(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80; }

std::size_t mail_address_length(std::string_view text) noexcept {
  const std::size_t local = run(
      text, [](char c) { return is_alphanumeric(c) || std::string_view{"._%+'*-"}.find(c) != std::string_view::npos; });
  if (local == 0 || local == text.size() || text[local] != '@') {
    return 0;
  }
  std::string_view domain = text.substr(local + 1);
  domain = domain.substr(0, run(domain, [](char c) { return is_alphanumeric(c) || c == '.' || c == '-'; }));
  while (domain.ends_with('.') || domain.ends_with('-')) {
    domain.remove_suffix(1);  // the end of a sentence
  }
  return domain.empty() ? 0 : local + 1 + domain.size();
}

std::size_t ip_address_length(std::string_view text) noexcept {
  const std::string_view six = text.substr(0, run_of(text, "0123456789abcdefABCDEF:."));
  if (std::count(six.begin(), six.end(), ':') >= 2) {
    const std::size_t length = numeric_length(AF_INET6, six, six.ends_with('.') ? '.' : ':');
    if (length > 0) {
      return length;
    }
  }
  return numeric_length(AF_INET, text.substr(0, run_of(text, "0123456789.")), '.');
}

std::size_t dotted_name_length(std::string_view text) noexcept {
  std::string_view name = text.substr(0, run(text, [](char c) { return is_word_byte(c) || c == '.' || c == '-'; }));
  while (name.ends_with('.') || name.ends_with('-')) {
    name.remove_suffix(1);
  }
  return name.find('.') == std::string_view::npos ? 0 : name.size();
}

std::size_t identifier_length(std::string_view text) noexcept {
  const std::size_t colons = run_of(text, "0123456789abcdefABCDEF:");
  if (colons >= k_shortest_colon_fingerprint) {
    return colons;
  }
  const std::size_t dashed = run_of(text, "0123456789abcdefABCDEF-");
  if (dashed >= k_shortest_identifier && text.substr(0, dashed).find_first_of(k_digits) != std::string_view::npos &&
      (dashed == text.size() || !is_word_byte(text[dashed]))) {
    return dashed;
  }
  std::size_t length = run(text, [](char c) { return is_alphanumeric(c) || c == '+' || c == '/'; });
  const std::string_view candidate = text.substr(0, length);
  const bool is_hexadecimal = candidate.find_first_not_of(k_hexadecimal) == std::string_view::npos;
  if (length < k_shortest_identifier || (!is_hexadecimal && !looks_random(candidate))) {
    return 0;
  }
  while (length < text.size() && text[length] == '=') {
    ++length;  // base64 padding
  }
  return length;
}

std::size_t printable_escape_length(std::string_view text) noexcept {
  constexpr std::size_t k_digits_of_byte = 2;
  constexpr std::size_t k_most_digits = 6;
  if (text.starts_with("\\x")) {
    const std::size_t digits = run_of(text.substr(2, k_digits_of_byte), k_hexadecimal);
    return digits == k_digits_of_byte ? 2 + digits : 0;
  }
  if (text.starts_with("\\u{")) {
    const std::size_t digits = run_of(text.substr(3, k_most_digits), k_hexadecimal);
    return digits > 0 && text.substr(3 + digits).starts_with('}') ? 3 + digits + 1 : 0;
  }
  return 0;
}

}  // namespace pecprobe
