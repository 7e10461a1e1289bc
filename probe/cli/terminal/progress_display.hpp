// Shows how far a run is, on standard error: one line that changes on a terminal, a line now and then elsewhere.
#pragma once

#include "probe/batch/progress.hpp"
#include "probe/cli/options/usage_error.hpp"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace pecprobe {

enum class ProgressStyle { none, status_line, lines };

/// For standard error as it is: a status line needs a terminal that is not dumb.
[[nodiscard]] ProgressStyle progress_style_of_standard_error();

/// How often a line is written where there is no terminal.
inline constexpr std::chrono::seconds k_progress_period{30};

class ProgressDisplay {
 public:
  /// `each_second` is called about once a second from a thread of its own, from now until the end of this object.
  ProgressDisplay(ProgressStyle style, Progress progress, Language language, std::function<void()> each_second);
  ProgressDisplay(const ProgressDisplay&) = delete;
  ProgressDisplay& operator=(const ProgressDisplay&) = delete;
  ~ProgressDisplay();

  void ended(Verdict verdict);
  void waiting(const std::optional<Waiting>& why);

  /// A sentence between the lines of progress.
  void note(const UsageError& note);
  /// Takes the status line away, so that something else can be written on the same terminal; it comes back by itself.
  void make_room();

 private:
  void run();
  void show();
  void erase();

  ProgressStyle m_style;
  Language m_language;
  std::function<void()> m_each_second;
  std::mutex m_mutex;  // of all below
  std::condition_variable m_end_came;
  Progress m_progress;
  bool m_is_shown = false;
  bool m_has_ended = false;
  std::thread m_thread;
};

}  // namespace pecprobe
