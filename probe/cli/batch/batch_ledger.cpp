#include "probe/cli/batch/batch_ledger.hpp"

#include "probe/cli/accounts/ledger_access.hpp"
#include "probe/rotation/check_ledger.hpp"
#include "protocols/base/text.hpp"

#include <utility>

namespace pecprobe {

BatchLedger::BatchLedger(const GuardSettings& guard, const Environment& environment, const Clock& clock) {
  if (guard.no_memory) {
    return;
  }
  auto ledger = ledger_for(guard, environment, clock);
  if (!ledger) {
    m_problem = std::move(ledger.error());
    return;
  }
  const auto entries = (*ledger)->entries();
  if (!entries) {
    m_problem = entries.error();
    return;
  }
  for (const LedgerEntry& entry : *entries) {
    m_dates.emplace(key_of(entry.key), password_dates(entry));
  }
  m_ledger = *std::move(ledger);
}

BatchLedger::Key BatchLedger::key_of(const LedgerKey& key) { return {ascii_lower(key.address), key.kind, key.login}; }

std::optional<PasswordDates> BatchLedger::dates_of(const Account& account) const {
  const auto found = m_dates.find(key_of(ledger_key(account)));
  return found == m_dates.end() ? std::nullopt : std::optional(found->second);
}

void BatchLedger::note(const AccountResult& result) {
  AcceptedPassword accepted = accepted_password(result);
  if (m_ledger != nullptr && !accepted.services.empty() && m_dates.contains(key_of(accepted.key))) {
    const std::scoped_lock lock(m_mutex);
    m_noted.push_back(std::move(accepted));
  }
}

void BatchLedger::write() {
  std::vector<AcceptedPassword> noted;
  {
    const std::scoped_lock lock(m_mutex);
    noted.swap(m_noted);
  }
  if (!noted.empty() && !m_problem) {
    m_problem = m_ledger->note_accepted(noted);
  }
}

}  // namespace pecprobe
