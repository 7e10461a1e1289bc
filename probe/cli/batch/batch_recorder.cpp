#include "probe/cli/batch/batch_recorder.hpp"

#include "probe/report/json_account.hpp"
#include "probe/report/shown_share.hpp"
#include "probe/report/wording.hpp"

namespace pecprobe {

namespace {

Message message_for(JournalError::Problem problem) noexcept {
  using enum JournalError::Problem;
  switch (problem) {
    case cannot_open: return Message::journal_cannot_open;
    case not_private: return Message::journal_not_private;
    case in_use: return Message::journal_in_use;
    case not_a_journal: return Message::journal_not_a_journal;
    case other_accounts: return Message::journal_other_accounts;
    case damaged: return Message::journal_damaged;
    case cannot_write: return Message::journal_cannot_write;
  }
  return Message::journal_cannot_write;
}

Message message_for(GroupStop::Sign sign) noexcept {
  switch (sign) {
    case GroupStop::Sign::refused: return Message::note_group_refused;
    case GroupStop::Sign::turned_away: return Message::note_group_turned_away;
    case GroupStop::Sign::cut_off: return Message::note_group_cut_off;
  }
  return Message::note_group_refused;
}

}  // namespace

UsageError usage_error(const JournalError& error, const std::string& path) {
  return {message_for(error.problem), path, error.detail};
}

void AccountReporter::ended(const ShownAccount& account, std::optional<std::string_view> json) {
  count(account);
  show(account, AccountOrder::as_they_end, json);
}

void AccountReporter::in_order(const ShownAccount& account) { show(account, AccountOrder::of_the_input, std::nullopt); }

void AccountReporter::show(const ShownAccount& account, AccountOrder order, std::optional<std::string_view> json) {
  if (m_is_shared) {
    m_output.add(share(account, m_aliases), order);  // whose JSON is another one
  } else {
    m_output.add(account, order, json);
  }
}

void BatchRecorder::started(std::size_t /*index*/) {}

void BatchRecorder::ended(std::size_t index, AccountResult result) {
  const JournalHeader& run = m_journal.header();
  if (m_rotation == nullptr) {  // which notes a new password itself, once it is on record
    m_ledger.note(result);
  }
  JournalEntry entry{index, m_file.line(index), shown(result, Wording::of(run.language), run.today)};
  if (m_rotation != nullptr) {
    entry.account.rotation = m_rotation->take_result(index);
  }
  m_display.ended(entry.account.verdict);
  if (m_failure) {
    return;  // what is in flight still ends; it was not kept
  }
  const std::string json = account_json(entry.account, DialogueInJson::left_out);
  if (const auto error = m_journal.add_with_json(entry, json)) {
    m_failure = usage_error(*error, m_journal_path);
  } else if (m_journal.is_done(index)) {
    m_display.make_room();
    m_reporter.ended(entry.account, json);
    m_failure = m_reporter.failure();
  }
  if (m_failure) {
    m_feed.stop();
  }
}

void BatchRecorder::waiting(const std::optional<Waiting>& why) { m_display.waiting(why); }

void BatchRecorder::stopped(const std::string& group, const GroupStop& why) {
  m_display.note({message_for(why.sign), group, std::to_string(why.accounts)});
}

}  // namespace pecprobe
