// A run of `batch`, from its first account to its exit status.
#pragma once

#include "probe/batch/resumed_refusals.hpp"
#include "probe/cli/batch/batch_accounts.hpp"
#include "probe/cli/batch/batch_ledger.hpp"
#include "probe/cli/batch/batch_recorder.hpp"
#include "probe/cli/batch/batch_rotation.hpp"
#include "probe/cli/batch/run_journal.hpp"
#include "probe/cli/invocation.hpp"
#include "probe/report/nagios_status.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>

namespace pecprobe {

class BatchSession {
 public:
  /// Request, invocation and accounts outlive the session.
  BatchSession(const CheckRequest& request, const Invocation& invocation, BatchAccounts& accounts, RunJournal journal,
               ReportOutput output);

  /// Tests what the journal lacks, reports everything that it holds. The exit status.
  [[nodiscard]] int run();

 private:
  [[nodiscard]] std::optional<RunPart> part_of_run() const;
  void tell_where_it_stands() const;
  void take_in_former_results(ResumedRefusals& refusals);
  tl::expected<BatchOutcome, NetworkError> test(AccountsFeed& feed, BatchLedger& ledger, const BatchOptions& options,
                                                std::optional<UsageError>& failure);
  [[nodiscard]] BatchAccount batch_account(AccountRow row, const BatchOptions& options, const BatchLedger& ledger);
  void take_in_rotation(const JournalEntry& entry);
  void write_down(BatchLedger& ledger);
  [[nodiscard]] bool are_rotations_kept() const;
  void tell_state_problem(const std::optional<StateProblem>& problem) const;
  int fail(const UsageError& error) const;
  void tell_how_to_go_on() const;
  std::optional<JournalEntry> result_of(std::uint32_t row);
  NagiosStatus report_in_order();
  int report(const BatchOutcome& outcome);
  void finish();

  const CheckRequest& m_request;
  const Invocation& m_invocation;
  Language m_language;
  BatchAccounts& m_accounts;
  RunJournal m_journal;
  ReportOutput m_output;
  AccountReporter m_reporter;
  std::set<std::uint32_t> m_unreadable;  // rows whose results the journal holds in vain
  SystemClock m_clock;
  std::optional<BatchRotation> m_rotation;  // of a batch that verifies rotations
};

}  // namespace pecprobe
