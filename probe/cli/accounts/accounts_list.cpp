#include "probe/cli/accounts/accounts_list.hpp"

#include "probe/cli/accounts/accounts_complaints.hpp"
#include "probe/cli/accounts/requested_rules.hpp"
#include "probe/config/accounts_file.hpp"

namespace pecprobe {

std::optional<std::vector<Account>> accounts_of_file(const CheckRequest& request, const ProviderTable& table,
                                                     Language language) {
  std::vector<Account> accounts;
  if (request.server.accounts_file.empty()) {
    return accounts;
  }
  const RequestedRules requested(request, table);
  const auto file = AccountsFile::open(request.server.accounts_file, requested.rules(PasswordNeed::none),
                                       [&](const AccountRow& row) { accounts.push_back(row.account); });
  if (!file) {
    complain(file.error(), request.server.accounts_file, table, Message::accounts_faults, language);
    return std::nullopt;
  }
  return accounts;
}

}  // namespace pecprobe
