#include "probe/cli/batch/batch_session.hpp"

#include "probe/cli/accounts/accounts_complaints.hpp"
#include "probe/cli/accounts/check_rules.hpp"
#include "probe/cli/accounts/check_setup.hpp"
#include "probe/cli/accounts/refusal_guard.hpp"
#include "probe/cli/exit_status.hpp"
#include "probe/cli/help.hpp"
#include "probe/cli/options/sink_options.hpp"
#include "probe/cli/terminal/console.hpp"
#include "probe/model/iso_date.hpp"
#include "probe/report/nagios_status.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace pecprobe {

namespace {

BatchOptions batch_options_of(const CheckRequest& request, RefusalMemory& memory, const Invocation& invocation) {
  BatchOptions options;
  options.check = common_check_options(request, invocation.ignored_variables);
  options.check.memory = &memory;
  options.sender = request.check_sender || request.check_recipient ? SenderCheck::own_address : SenderCheck::none;
  options.concurrency = request.batch.concurrency;
  options.budgets = ShardBudgets(request.batch.shard, request.batch.per_host);
  if (request.batch.rate) {
    options.rate = part_of(*request.batch.rate, request.batch.shard.count);
  }
  options.after_failure = request.batch.after_failure;
  if (request.batch.kind == BatchKind::rotation) {
    options.check.retries = 0;  // the budget of logins is the verification's
  }
  options.time_limit = request.batch.time_limit;
  return options;
}

}  // namespace

BatchSession::BatchSession(const CheckRequest& request, const Invocation& invocation, BatchAccounts& accounts,
                           RunJournal journal, ReportOutput output)
    : m_request(request),
      m_invocation(invocation),
      m_language(invocation.language),
      m_accounts(accounts),
      m_journal(std::move(journal)),
      m_output(std::move(output)),
      m_reporter(m_output, request.share, RunStatus(request.failure_rules, m_journal->header().today)) {}

int BatchSession::run() {
  const JournalHeader& header = m_journal->header();
  m_output.begin(
      {tool_info(), header.started_at, header.today, header.language, m_accounts.plan().rows().size(), part_of_run()});
  tell_where_it_stands();
  const auto memory = open_memory(m_request.guard, m_clock, m_language);
  ResumedRefusals refusals(memory.get(), m_request.guard.force ? Remembered::ignore_once : Remembered::heed);
  if (m_request.batch.kind == BatchKind::rotation) {
    m_rotation.emplace(*m_journal, m_request.guard, process_environment, m_clock, header.today);
  }
  take_in_former_results(refusals);
  BatchLedger ledger(m_request.guard, process_environment, m_clock);
  const BatchOptions options = batch_options_of(m_request, refusals, m_invocation);
  AccountsFeed feed(
      m_accounts.file(), m_accounts.plan(), [&](std::size_t row) { return m_journal->is_done(row); },
      [&](AccountRow row) { return batch_account(std::move(row), options, ledger); });
  std::optional<UsageError> failure;
  const auto outcome = test(feed, ledger, options, failure);
  if (!outcome) {
    complain(usage_error(outcome.error(), m_request.network), m_language);
    return usage_status(m_invocation.arguments);
  }
  write_down(ledger);
  m_journal.keep();
  tell_state_problem(refusals.problem() ? refusals.problem() : ledger.problem());
  if (outcome->concurrency < m_request.batch.concurrency && m_request.verbosity != Verbosity::quiet) {
    complain({Message::note_fewer_at_once, std::to_string(outcome->concurrency),
              std::to_string(m_request.batch.concurrency)},
             m_language);
  }
  if (failure) {
    return fail(*failure);
  }
  if (const auto& fault = feed.fault()) {
    complain_at(place_in(m_request.batch.file, fault->place), usage_error(*fault, ProviderTable::built_in()),
                m_language);
  }
  const int status = report(*outcome);
  return feed.fault() ? k_exit_tool_failed : status;
}

BatchAccount BatchSession::batch_account(AccountRow row, const BatchOptions& options, const BatchLedger& ledger) {
  AccountPassword old_password = m_rotation ? m_accounts.old_password(row) : AccountPassword{};
  BatchAccount account = m_accounts.account(std::move(row), options.check.warnings);
  const auto on_record = ledger.dates_of(account.account);
  if (m_rotation) {
    m_rotation->prepare(account, std::move(old_password), on_record);
  } else if (on_record && !account.account.password_issued) {
    account.dates = *on_record;
  }
  if (!m_request.guard.force) {
    account.held_back = m_journal->unanswered_twice(account.index);
  }
  return account;
}

std::optional<RunPart> BatchSession::part_of_run() const {
  const ShardBudgets& budgets = m_accounts.plan().budgets();
  const Shard& shard = budgets.shard();
  return shard.count == 1 ? std::nullopt : std::optional(RunPart{shard.number, shard.count, budgets.per_host()});
}

void BatchSession::tell_where_it_stands() const {
  if (m_request.verbosity == Verbosity::quiet) {
    return;
  }
  complain({Message::note_journal, m_journal.path(), {}}, m_language);
  if (const auto part = part_of_run()) {
    complain({Message::note_shard, fmt::format("{}/{}", part->number, part->count), std::to_string(part->per_host)},
             m_language);
  }
  if (const std::size_t done = m_journal->done(); done > 0) {
    complain({Message::note_resumed, std::to_string(done), std::to_string(m_accounts.plan().rows().size())},
             m_language);
  }
}

void BatchSession::take_in_former_results(ResumedRefusals& refusals) {
  for (const std::uint32_t row : m_accounts.plan().rows()) {
    const auto entry = result_of(row);
    if (entry && m_journal->is_done(row)) {
      m_reporter.ended(entry->account);
      take_in_rotation(*entry);
    } else if (entry) {
      refusals.add(*entry, m_journal->header().started_at);
    }
  }
}

/// Complains once of a result that cannot be read; without it the run is not whole.
std::optional<JournalEntry> BatchSession::result_of(std::uint32_t row) {
  auto entry = m_journal->entry(row);
  if (entry) {
    return std::move(*entry);
  }
  if (m_unreadable.insert(row).second) {
    complain({Message::journal_result_unreadable, place_in(m_request.batch.file, {m_accounts.file().line(row), 1}),
              entry.error().detail},
             m_language);
  }
  return std::nullopt;
}

/// What is complete by the journal has to be on record, too.
void BatchSession::take_in_rotation(const JournalEntry& entry) {
  if (m_rotation && !entry.account.rotation.empty()) {
    if (const auto row = m_accounts.file().row(entry.row)) {
      m_rotation->take_in(*row, m_accounts.provider(*row), entry);
    }
  }
}

tl::expected<BatchOutcome, NetworkError> BatchSession::test(AccountsFeed& feed, BatchLedger& ledger,
                                                            const BatchOptions& options,
                                                            std::optional<UsageError>& failure) {
  Journal& journal = *m_journal;
  const auto style = m_request.verbosity == Verbosity::quiet ? ProgressStyle::none : progress_style_of_standard_error();
  ProgressDisplay display(style, {m_accounts.plan().rows().size(), journal.done(), m_clock.now()}, m_language, [&] {
    journal.sync();
    write_down(ledger);
  });
  BatchRecorder recorder(journal, m_journal.path(), m_accounts.file(), feed, m_reporter, display, ledger,
                         m_rotation ? &*m_rotation : nullptr);
  auto outcome = run_batch(m_request.network, feed, recorder, options);
  journal.sync();
  failure = recorder.failure();
  return outcome;
}

void BatchSession::write_down(BatchLedger& ledger) {
  ledger.write();
  if (m_rotation) {
    m_rotation->write();
  }
}

/// One sentence, though memory and ledger stand in one file.
void BatchSession::tell_state_problem(const std::optional<StateProblem>& problem) const {
  if (problem && problem->kind != StateProblem::Kind::no_place) {  // that was said before the run
    complain(usage_error(*problem), m_language);
  }
}

int BatchSession::fail(const UsageError& error) const {
  complain(error, m_language);
  tell_how_to_go_on();
  return k_exit_tool_failed;
}

void BatchSession::tell_how_to_go_on() const {
  complain({Message::note_incomplete, std::to_string(m_journal->done()), m_journal.path()}, m_language);
}

/// What was done, in the order of the file. Only what a report still lacks is read again: what was shown and counted
/// when it ended stays in the journal.
NagiosStatus BatchSession::report_in_order() {
  const bool wants_all = m_output.wants(AccountOrder::of_the_input);
  std::optional<NagiosStatus> worst;
  for (const std::uint32_t row : m_accounts.plan().rows()) {
    const bool was_counted = m_journal->is_done(row);
    auto entry = was_counted && !wants_all ? std::nullopt : result_of(row);
    if (!entry) {
      continue;
    }
    entry->account.source = ShownSource{m_request.batch.file, entry->line};
    m_reporter.in_order(entry->account);
    if (!was_counted) {
      m_reporter.count(entry->account);
    }
    const NagiosStatus its = nagios_status(entry->account, nagios_limits(m_request));
    worst = std::max(worst.value_or(its), its);
  }
  return worst.value_or(NagiosStatus::unknown);
}

int BatchSession::report(const BatchOutcome& outcome) {
  const NagiosStatus worst = report_in_order();
  if (const auto failure = m_output.end({m_clock.wall_now() - m_journal->header().started_at})) {
    return fail(*failure);
  }
  if (!are_rotations_kept()) {
    return k_exit_tool_failed;  // the journal stays: what it knows as complete is taken to the record by --resume
  }
  finish();
  if (!m_unreadable.empty()) {
    return k_exit_tool_failed;
  }
  RunStatus status = m_reporter.status();
  if (outcome.end == BatchOutcome::End::time_limit) {
    status.leave_open();
  }
  const int plain = status.status(outcome.signal);
  return m_request.format == "nagios" && !outcome.signal ? plugin_exit_status(worst) : plain;
}

/// Says how many there are, and of a record that failed.
bool BatchSession::are_rotations_kept() const {
  if (!m_rotation) {
    return true;
  }
  if (const auto& problem = m_rotation->problem(); problem && m_rotation->complete() > 0) {
    if (const auto* state = std::get_if<StateProblem>(&*problem)) {
      complain(usage_error(*state), m_language);
    }
    complain({Message::date_not_recorded, {}, {}}, m_language);
    tell_how_to_go_on();
    return false;
  }
  if (m_request.verbosity != Verbosity::quiet) {
    for (const BatchRotation::OldDay& old : m_rotation->old_days()) {
      complain_at(place_in(m_request.batch.file, {m_accounts.file().line(old.index), 1}),
                  {Message::note_later_day_on_record, iso_date(old.issued), iso_date(old.on_record)}, m_language);
    }
    complain({Message::note_rotations, std::to_string(m_rotation->complete()),
              std::to_string(m_accounts.plan().rows().size())},
             m_language);
  }
  return true;
}

void BatchSession::finish() {
  if (m_journal->done() == m_accounts.plan().rows().size()) {
    m_journal.let_go();
  } else {
    tell_how_to_go_on();
  }
}

}  // namespace pecprobe
