#include "protocols/net/step_log.hpp"

#include <algorithm>
#include <iterator>

namespace pecprobe {

void StepLog::began(Step step, Duration at) { m_entries.push_back({{step, StepStatus::skip, at, Duration{}}, true}); }

StepRecord StepLog::ended(Step step, StepStatus status, Duration at) {
  const auto open = std::find_if(m_entries.rbegin(), m_entries.rend(),
                                 [step](const Entry& e) { return e.open && e.record.step == step; });
  if (open == m_entries.rend()) {
    m_entries.push_back({{step, status, at, Duration{}}, false});
    return m_entries.back().record;
  }
  open->open = false;
  open->record.status = status;
  open->record.took = at - open->record.began;
  return open->record;
}

std::optional<StepRecord> StepLog::mark(const StepMark& mark, Duration at) {
  switch (mark.event) {
    case StepMark::Event::began: began(mark.step, at); break;
    case StepMark::Event::passed: return ended(mark.step, StepStatus::pass, at);
    case StepMark::Event::failed: return ended(mark.step, StepStatus::fail, at);
    case StepMark::Event::skipped: return ended(mark.step, StepStatus::skip, at);
  }
  return std::nullopt;
}

void StepLog::keep_only(Step step) {
  std::erase_if(m_entries, [step](const Entry& entry) { return entry.record.step != step; });
}

std::vector<StepRecord> StepLog::end_open(StepStatus status, Duration at) {
  std::vector<StepRecord> ended;
  for (Entry& entry : m_entries) {
    if (entry.open) {
      // Nobody waits for the answer to the farewell: leaving without it is no failure.
      const bool is_farewell = entry.record.step == Step::logout;
      entry.open = false;
      entry.record.status = is_farewell ? StepStatus::skip : status;
      entry.record.took = at - entry.record.began;
      ended.push_back(entry.record);
    }
  }
  return ended;
}

bool StepLog::has_begun(Step step) const noexcept {
  return std::any_of(m_entries.begin(), m_entries.end(), [step](const Entry& e) { return e.record.step == step; });
}

std::vector<StepRecord> StepLog::records() const {
  std::vector<StepRecord> records;
  records.reserve(m_entries.size());
  std::transform(m_entries.begin(), m_entries.end(), std::back_inserter(records),
                 [](const Entry& e) { return e.record; });
  return records;
}

}  // namespace pecprobe
