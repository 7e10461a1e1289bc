// Processes that are killed while they write: what they reported as done has to be there afterwards.
#pragma once

#include <sys/types.h>

#include <functional>
#include <random>

namespace pecprobe::test {

/// A process of its own that does `work` and ends without this program's leave-taking.
[[nodiscard]] pid_t forked(const std::function<int()>& work);

/// Waits for its end; -1 when a signal ended it.
[[nodiscard]] int exit_status_of(pid_t child);

/// Reports `number` through the descriptor; false when nobody listens any more.
[[nodiscard]] bool acknowledge(int to, int number);

/// Runs `work` in a process of its own, which is told the descriptor for acknowledge(), and kills it (SIGKILL) up to
/// eight milliseconds after one of its first acknowledgements. The last number that it acknowledged, or 0. A failure of
/// the test when it ended by itself.
[[nodiscard]] int last_before_kill(const std::function<int(int to)>& work, std::mt19937& random);

}  // namespace pecprobe::test
