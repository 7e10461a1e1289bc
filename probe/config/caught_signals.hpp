// Notes signals instead of dying of them, for the short time in which something must be put right
// first.
#pragma once

#include <signal.h>

#include <initializer_list>
#include <utility>
#include <vector>

namespace pecprobe {

/// While one of these lives, the given signals interrupt system calls and are only noted;
/// afterwards the former handlers stand again. One at a time; they do not nest.
class CaughtSignals {
 public:
  CaughtSignals(std::initializer_list<int> numbers);
  CaughtSignals(const CaughtSignals&) = delete;
  CaughtSignals& operator=(const CaughtSignals&) = delete;
  ~CaughtSignals();

  /// The last signal that came, 0 for none.
  [[nodiscard]] int last() const noexcept;

 private:
  std::vector<std::pair<int, struct sigaction>> m_former;
};

}  // namespace pecprobe
