// At most so many beginnings in any period: what a provider allows, and what --rate asks for.
#pragma once

#include "protocols/base/clock.hpp"

#include <cstddef>
#include <deque>
#include <optional>

namespace pecprobe {

/// At most `count` beginnings in any `period`. One in a hundredth of a second is smoother than a hundred in a second.
struct StartRate {
  int count = 1;
  Duration period = std::chrono::seconds{1};

  bool operator==(const StartRate&) const = default;
};

/// What each of so many parts, which begin at any times, may use of `rate`: together never more in any period; with
/// fewer beginnings than parts, no more in the long run.
[[nodiscard]] StartRate part_of(StartRate rate, std::size_t parts) noexcept;

class StartWindow {
 public:
  explicit StartWindow(StartRate rate) : m_rate(rate) {}

  /// Nothing when one more may begin now; else when the next one may.
  [[nodiscard]] std::optional<Instant> full_until(Instant now) const;

  /// One begins. `jitter`, from 0 to 1, keeps its place taken for up to a tenth longer than the period, so that runs
  /// that began together do not go on in step.
  void begin(Instant now, double jitter);

 private:
  StartRate m_rate;
  std::deque<Instant> m_taken_until;  // of the last beginnings, in order; at most `count`
};

}  // namespace pecprobe
