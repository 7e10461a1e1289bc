// Keeps what a batch tells: in the journal first, then in the reports that show results as they end.
#pragma once

#include "probe/batch/accounts_feed.hpp"
#include "probe/batch/journal.hpp"
#include "probe/cli/batch/batch_ledger.hpp"
#include "probe/cli/batch/batch_rotation.hpp"
#include "probe/cli/exit_status.hpp"
#include "probe/cli/output/report_output.hpp"
#include "probe/cli/terminal/progress_display.hpp"
#include "probe/model/aliases.hpp"

#include <functional>
#include <optional>
#include <string_view>
#include <utility>

namespace pecprobe {

/// An account as the reports of this run show it, masked or not, and what it means for the exit status.
class AccountReporter {
 public:
  /// `output` outlives this.
  AccountReporter(ReportOutput& output, bool is_shared, RunStatus status)
      : m_output(output), m_is_shared(is_shared), m_status(status) {}

  /// For the exit status alone.
  void count(const ShownAccount& account) { m_status.add(account); }
  /// One that ended, which is counted, too; with its JSON where that was written already.
  void ended(const ShownAccount& account, std::optional<std::string_view> json = std::nullopt);
  /// The next one of the input.
  void in_order(const ShownAccount& account);
  [[nodiscard]] const RunStatus& status() const noexcept { return m_status; }
  [[nodiscard]] std::optional<UsageError> failure() const { return m_output.failure(); }

 private:
  void show(const ShownAccount& account, AccountOrder order, std::optional<std::string_view> json);

  ReportOutput& m_output;
  bool m_is_shared;
  Aliases m_aliases;
  RunStatus m_status;
};

class BatchRecorder final : public BatchObserver {
 public:
  /// All outlive the recorder; `rotation` is null where none are verified. A result that cannot be kept ends the feed.
  BatchRecorder(Journal& journal, std::string journal_path, const AccountsFile& file, AccountsFeed& feed,
                AccountReporter& reporter, ProgressDisplay& display, BatchLedger& ledger, BatchRotation* rotation)
      : m_journal(journal),
        m_journal_path(std::move(journal_path)),
        m_file(file),
        m_feed(feed),
        m_reporter(reporter),
        m_display(display),
        m_ledger(ledger),
        m_rotation(rotation) {}

  void started(std::size_t index) override;
  void ended(std::size_t index, AccountResult result) override;
  void waiting(const std::optional<Waiting>& why) override;
  void stopped(const std::string& group, const GroupStop& why) override;

  /// Why results could not be kept, if so.
  [[nodiscard]] const std::optional<UsageError>& failure() const noexcept { return m_failure; }

 private:
  Journal& m_journal;
  std::string m_journal_path;
  const AccountsFile& m_file;
  AccountsFeed& m_feed;
  AccountReporter& m_reporter;
  ProgressDisplay& m_display;
  BatchLedger& m_ledger;
  BatchRotation* m_rotation;
  std::optional<UsageError> m_failure;
};

[[nodiscard]] UsageError usage_error(const JournalError& error, const std::string& path);

}  // namespace pecprobe
