#include "probe/rotation/check_ledger.hpp"

#include <utility>

namespace pecprobe {

CheckLedger::CheckLedger(LedgerOrProblem ledger) {
  if (ledger) {
    m_ledger = *std::move(ledger);
  } else {
    m_problem = std::move(ledger.error());
  }
}

std::optional<PasswordDates> CheckLedger::dates_of(const Account& account) {
  if (m_ledger == nullptr) {
    return std::nullopt;
  }
  auto entry = m_ledger->find(ledger_key(account));
  if (!entry) {
    m_problem = std::move(entry.error());
    m_ledger = nullptr;
    return std::nullopt;
  }
  return *entry ? std::optional(password_dates(**entry)) : std::nullopt;
}

void CheckLedger::note(const AccountResult& result) {
  if (m_ledger != nullptr) {
    m_problem = m_ledger->note_accepted({accepted_password(result)});
  }
}

AcceptedPassword accepted_password(const AccountResult& result) {
  AcceptedPassword accepted{ledger_key(result.account), {}};
  for (const ServiceResult& service : result.services) {
    if (service.facts.dialogue.auth.accepted) {
      accepted.services.push_back(service.facts.endpoint.protocol);
    }
  }
  return accepted;
}

}  // namespace pecprobe
