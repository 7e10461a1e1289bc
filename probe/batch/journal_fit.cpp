#include "probe/batch/journal_fit.hpp"

#include <algorithm>

namespace pecprobe {

namespace {

/// The account that the entry speaks of. A service that was tested at each of its addresses has several results.
Account subject_of(const ShownAccount& shown) {
  Account account;
  account.address = shown.address;
  account.login = shown.login;
  account.kind = shown.kind;
  account.provider = shown.provider;
  for (const ShownService& service : shown.services) {
    if (std::find(account.endpoints.begin(), account.endpoints.end(), service.endpoint) == account.endpoints.end()) {
      account.endpoints.push_back(service.endpoint);
    }
  }
  return account;
}

}  // namespace

std::optional<std::string> contradiction(const JournalEntry& entry, const BatchPlan& plan) {
  if (entry.account.services.empty()) {
    return "no services";
  }
  const bool passed_without_login = std::any_of(
      entry.account.services.begin(), entry.account.services.end(),
      [](const ShownService& service) { return service.verdict == Verdict::pass && !service.auth.accepted; });
  if (passed_without_login) {
    return "a service that passed without a login";
  }
  if (!plan.plans(entry.row, account_identity(subject_of(entry.account)))) {
    return "another account than stands in its row";
  }
  return std::nullopt;
}

}  // namespace pecprobe
