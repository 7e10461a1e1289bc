// Keeps the marks of a dialogue's steps in order: a step that began ends once, one that was never
// reached is skipped.
#pragma once

#include "protocols/wire/step.hpp"

#include <algorithm>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace pecprobe::imap {

class Marks {
 public:
  void begin(Step step) {
    add(step, StepMark::Event::began);
    m_open = step;
  }
  void pass() { end(StepMark::Event::passed); }
  void fail() { end(StepMark::Event::failed); }
  void skip() { end(StepMark::Event::skipped); }

  /// Marks as skipped those of `planned` that have no mark so far.
  void skip_rest(std::span<const Step> planned) {
    for (const Step step : planned) {
      if (std::find(m_seen.begin(), m_seen.end(), step) == m_seen.end()) {
        add(step, StepMark::Event::skipped);
      }
    }
  }

  /// The farewell is written beside the last step, so it opens and ends on its own.
  void add(Step step, StepMark::Event event) {
    m_marks.push_back({step, event});
    m_seen.push_back(step);
  }

  /// The marks since the last call.
  [[nodiscard]] std::vector<StepMark> take() { return std::exchange(m_marks, {}); }

 private:
  void end(StepMark::Event event) {
    if (m_open) {
      add(*std::exchange(m_open, std::nullopt), event);
    }
  }

  std::vector<StepMark> m_marks;
  std::vector<Step> m_seen;
  std::optional<Step> m_open;
};

}  // namespace pecprobe::imap
