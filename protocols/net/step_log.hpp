// The steps of one service with their times.
#pragma once

#include "protocols/wire/step.hpp"

#include <optional>
#include <vector>

namespace pecprobe {

/// Times are relative to the beginning of the service.
class StepLog {
 public:
  void began(Step step, Duration at);
  StepRecord ended(Step step, StepStatus status, Duration at);
  /// The record of a step that ended.
  std::optional<StepRecord> mark(const StepMark& mark, Duration at);

  /// Forgets every other step.
  void keep_only(Step step);

  /// Ends what is still open with `status`, and gives it.
  std::vector<StepRecord> end_open(StepStatus status, Duration at);
  [[nodiscard]] bool has_begun(Step step) const noexcept;
  /// The records in the order in which they began.
  [[nodiscard]] std::vector<StepRecord> records() const;

 private:
  struct Entry {
    StepRecord record;
    bool open;
  };
  std::vector<Entry> m_entries;
};

}  // namespace pecprobe
