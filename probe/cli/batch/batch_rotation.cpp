#include "probe/cli/batch/batch_rotation.hpp"

#include "probe/cli/accounts/ledger_access.hpp"
#include "probe/cli/batch/batch_accounts.hpp"
#include "probe/engine/results.hpp"
#include "probe/model/expiry.hpp"
#include "probe/rotation/verify/conclusion.hpp"
#include "probe/rotation/verify/verification_ledger.hpp"

#include <utility>

namespace pecprobe {

namespace {

/// The service that would have been asked, had an earlier run not been about to.
ServiceResult asked_before(const ServiceResult& service) {
  ServiceResult result;
  result.facts.endpoint = service.facts.endpoint;
  result.diagnosis = skipped(
      {}, {{Evidence::Kind::limit, "the old password was sent in a run that was cut off: it is not sent again"}});
  return result;
}

}  // namespace

BatchRotation::BatchRotation(Journal& journal, const GuardSettings& guard, const Environment& environment,
                             const Clock& clock, std::chrono::sys_days today)
    : m_journal(journal), m_today(today) {
  if (guard.no_memory) {
    return;
  }
  if (auto ledger = ledger_for(guard, environment, clock)) {
    m_ledger = *std::move(ledger);
  } else {
    m_problem = LedgerError{std::move(ledger.error())};
  }
}

std::chrono::sys_days BatchRotation::issued(const Account& account) const {
  return account.password_issued.value_or(m_today);
}

void BatchRotation::prepare(BatchAccount& account, AccountPassword old_password,
                            const std::optional<PasswordDates>& on_record) {
  const std::chrono::sys_days told = issued(account.account);
  if (on_record && on_record->issued && *on_record->issued > told) {
    account.account.password_issued = on_record->issued;
    if (m_old_days.size() < k_max_batch_notes) {
      m_old_days.push_back({account.index, told, *on_record->issued});
    }
  }
  account.dates = password_dates(issued(account.account), account.provider);
  account.second =
      SecondPassword{std::move(old_password),
                     [this, row = account.index](const AccountResult& result) {
                       return m_journal.is_second_sent(row) ? std::nullopt : place_for_old_password(result);
                     },
                     [this, row = account.index] { return !m_journal.add_second(row); },
                     [this, row = account.index, provider = account.provider](AccountResult first,
                                                                              std::optional<ServiceResult> second) {
                       return conclude(row, provider, std::move(first), std::move(second));
                     }};
}

AccountResult BatchRotation::conclude(std::size_t index, const Provider* provider, AccountResult first,
                                      std::optional<ServiceResult> second) {
  Proved proved{{}, provider, issued(first.account)};
  Verification& verification = proved.verification;
  verification.old_password = std::move(second);
  if (const auto place = place_for_old_password(first); place && !verification.old_password) {
    verification.old_password = asked_before(first.services[*place]);
  }
  verification.account = std::move(first);
  conclude_rotation(verification, OldPassword::given);
  m_results[index] = verification.outcome.result;
  AccountResult result = as_check(verification);
  if (verification.outcome.result == VerificationResult::complete) {
    ++m_complete;
    const std::scoped_lock lock(m_mutex);
    m_proved.push_back(std::move(proved));
  }
  return result;
}

std::string BatchRotation::take_result(std::size_t index) {
  const auto found = m_results.extract(index);
  return found.empty() ? std::string{} : std::string(to_string(found.mapped()));
}

void BatchRotation::take_in(const AccountRow& row, const Provider* provider, const JournalEntry& entry) {
  if (entry.account.rotation != to_string(VerificationResult::complete)) {
    return;
  }
  ++m_complete;
  if (m_ledger == nullptr) {
    return;
  }
  Proved proved{{}, provider, issued(row.account)};
  proved.verification.account.account = row.account;
  proved.verification.outcome.result = VerificationResult::complete;
  for (const Endpoint& endpoint : row.account.endpoints) {
    proved.verification.account.services.emplace_back().facts.endpoint = endpoint;
  }
  if (!is_recorded(proved)) {
    m_proved.push_back(std::move(proved));
  }
}

/// A date alone may be a person's; what was verified stands with it. A later password is no matter of this journal.
bool BatchRotation::is_recorded(const Proved& proved) const {
  const auto found = m_ledger->find(ledger_key(proved.verification.account.account));
  if (!found || !*found) {
    return false;
  }
  const LedgerEntry& entry = **found;
  return entry.issued > proved.issued ||
         (entry.issued == proved.issued && !entry.deactivated && !entry.verified.empty());
}

void BatchRotation::write() {
  std::vector<Proved> proved;
  {
    const std::scoped_lock lock(m_mutex);
    proved.swap(m_proved);
  }
  for (const Proved& one : proved) {
    if (m_ledger == nullptr || m_problem) {
      return;
    }
    const auto noted =
        record_verification(*m_ledger, {one.verification, one.provider, one.issued, m_today, std::string{}});
    if (!noted) {
      m_problem = noted.error();
    }
  }
}

}  // namespace pecprobe
