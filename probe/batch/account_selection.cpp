#include "probe/batch/account_selection.hpp"

#include "protocols/base/text.hpp"

#include <algorithm>

namespace pecprobe {

bool matches_pattern(std::string_view pattern, std::string_view text) noexcept {
  std::size_t at = 0;
  std::size_t in_pattern = 0;
  std::size_t star = std::string_view::npos;  // the last one, and how far the text was when it was met
  std::size_t from = 0;
  while (at < text.size()) {
    const bool is_left = in_pattern < pattern.size();
    if (is_left && pattern[in_pattern] == '*') {
      star = in_pattern++;
      from = at;
    } else if (is_left && (pattern[in_pattern] == '?' || ascii_upper(pattern[in_pattern]) == ascii_upper(text[at]))) {
      ++in_pattern;
      ++at;
    } else if (star != std::string_view::npos) {  // the star takes one byte more
      in_pattern = star + 1;
      at = ++from;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', in_pattern) == std::string_view::npos;
}

void AccountSelection::only_failed(const std::vector<ShownAccount>& earlier) {
  m_failed.emplace();
  for (const ShownAccount& account : earlier) {
    if (account.verdict != Verdict::pass) {
      m_failed->emplace(account.address, account.login);
    }
  }
}

bool AccountSelection::takes(const Account& account, const std::vector<std::string>& tags) const {
  const auto matches = [&](const std::string& pattern) {
    return matches_pattern(pattern, account.address) ||
           std::any_of(tags.begin(), tags.end(), [&](const std::string& tag) { return matches_pattern(pattern, tag); });
  };
  if (!m_only.empty() && std::none_of(m_only.begin(), m_only.end(), matches)) {
    return false;
  }
  if (std::any_of(m_exclude.begin(), m_exclude.end(), matches)) {
    return false;
  }
  // Reports hold texts as printable() made them.
  return !m_failed || m_failed->contains({printable(account.address), printable(account.login)});
}

}  // namespace pecprobe
