#include "probe/config/accounts_doubles.hpp"

#include "protocols/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <tuple>

namespace pecprobe {

namespace {

/// Digests of 64 bits: among a million rows two different ones are alike once in some ten million files.
std::uint64_t digest(const std::string& text) { return std::hash<std::string_view>{}(text); }

std::string name_of(const Account& account) {
  return fmt::format("{}\n{}\n{}", ascii_lower(account.address), account.login, to_string(account.kind));
}

}  // namespace

void AccountsDoubles::add(const AccountRow& row) {
  const Account& account = row.account;
  const auto line = static_cast<std::uint32_t>(row.place.line);
  const auto column = static_cast<std::uint32_t>(row.place.column);
  const std::uint64_t name = digest(name_of(account));
  for (const Endpoint& endpoint : account.endpoints) {
    const std::string place = fmt::format("{}\n{}\n{}\n{}", to_string(endpoint.protocol), ascii_lower(endpoint.host),
                                          endpoint.port, account.login);
    m_logins.push_back({digest(place), name, line, column});
  }
  const std::string said =
      fmt::format("{}\n{}\n{}", account.provider, static_cast<int>(account.two_step),
                  account.password_issued ? account.password_issued->time_since_epoch().count() : 0);
  m_accounts.push_back({name, digest(said), line, column});
}

std::vector<AccountsFault> AccountsDoubles::compare(std::vector<Entry>& entries, AccountsProblem if_same,
                                                    AccountsProblem if_other) {
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
    return std::tie(a.key, a.line, a.column) < std::tie(b.key, b.line, b.column);
  });
  std::vector<AccountsFault> found;
  for (auto first = entries.begin(); first != entries.end();) {
    auto other = first + 1;
    for (; other != entries.end() && other->key == first->key; ++other) {
      const bool is_same = other->value == first->value;
      found.push_back({{other->line, other->column}, is_same ? if_same : if_other, {}, std::to_string(first->line)});
    }
    first = other;
  }
  return found;
}

std::vector<AccountsFault> AccountsDoubles::faults() {
  const auto by_place = [](const AccountsFault& a, const AccountsFault& b) { return a.place < b.place; };
  std::vector<AccountsFault> found = compare(m_logins, AccountsProblem::same_account, AccountsProblem::same_login);
  for (AccountsFault& fault : compare(m_accounts, AccountsProblem::same_account, AccountsProblem::contradicts_other)) {
    // An account may stand in several rows that test different services.
    if (fault.problem != decltype(fault.problem){AccountsProblem::same_account}) {
      found.push_back(std::move(fault));
    }
  }
  std::stable_sort(found.begin(), found.end(), by_place);
  const auto same_place = [](const AccountsFault& a, const AccountsFault& b) { return a.place == b.place; };
  found.erase(std::unique(found.begin(), found.end(), same_place), found.end());
  return found;
}

}  // namespace pecprobe
