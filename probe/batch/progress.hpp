// How far a run is, as one line for whoever waits for it.
#pragma once

#include "probe/batch/batch.hpp"
#include "probe/report/language.hpp"
#include "probe/report/tally.hpp"
#include "protocols/base/clock.hpp"

#include <cstddef>
#include <optional>
#include <string>

namespace pecprobe {

class Progress {
 public:
  /// `done` of `total` accounts were tested before, by the run that this one goes on with.
  Progress(std::size_t total, std::size_t done, Instant began) : m_total(total), m_before(done), m_began(began) {}

  void ended(Verdict verdict) noexcept { m_ended.add(verdict); }
  /// What is waited for; nothing when the run goes on.
  void waiting(const std::optional<Waiting>& why) { m_waiting = why; }

  /// `120/1000, 45.2/s, 0:00:20 left, 100 passed, 20 failed, waiting for the limit of aruba`: without the rate and what
  /// is left while nothing is known of them, without verdicts that did not occur.
  [[nodiscard]] std::string line(Instant now, Language language) const;

 private:
  std::size_t m_total;
  std::size_t m_before;
  Instant m_began;
  Tally m_ended;
  std::optional<Waiting> m_waiting;
};

/// The beginning of `text` that fits on `columns` columns of a terminal, each character counted as one.
[[nodiscard]] std::string cut_to_columns(const std::string& text, std::size_t columns);

}  // namespace pecprobe
