#include "protocols/smtp/capabilities.hpp"

#include "protocols/base/text.hpp"
#include "protocols/wire/limits.hpp"

#include <algorithm>
#include <utility>

namespace pecprobe::smtp {

namespace {

constexpr std::size_t k_code_and_separator = 4;
constexpr std::string_view k_auth = "AUTH";

void add_new(std::vector<std::string>& list, std::string entry) {
  if (list.size() < k_kept_capabilities && std::find(list.begin(), list.end(), entry) == list.end()) {
    list.push_back(std::move(entry));
  }
}

/// True for `AUTH PLAIN …` and `AUTH=PLAIN …`.
bool announces_mechanisms(std::string_view line) noexcept {
  return line.starts_with(k_auth) && line.size() > k_auth.size() &&
         (line[k_auth.size()] == ' ' || line[k_auth.size()] == '=');
}

}  // namespace

bool Capabilities::has(std::string_view keyword) const noexcept {
  return std::any_of(announced.begin(), announced.end(), [&](std::string_view line) {
    return line.starts_with(keyword) && (line.size() == keyword.size() || line[keyword.size()] == ' ');
  });
}

Capabilities parse_capabilities(const std::vector<std::string>& ehlo_lines) {
  Capabilities capabilities;
  for (std::size_t i = 1; i < ehlo_lines.size(); ++i) {
    const std::string_view line = ehlo_lines[i];
    std::string upper = ascii_upper(trimmed(line.substr(std::min(line.size(), k_code_and_separator))));
    if (announces_mechanisms(upper)) {
      for (std::string& mechanism : split_words(std::string_view(upper).substr(k_auth.size() + 1))) {
        add_new(capabilities.mechanisms, std::move(mechanism));
      }
    }
    if (!upper.empty()) {
      add_new(capabilities.announced, std::move(upper));
    }
  }
  return capabilities;
}

}  // namespace pecprobe::smtp
