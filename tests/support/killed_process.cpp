#include "tests/support/killed_process.hpp"

#include <gtest/gtest.h>

#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>

namespace pecprobe::test {

namespace {

/// The last number that came through `pipe` until `time` is over, or nothing came any more; `least` of them are
/// waited for.
int last_acknowledged(int pipe, int least, std::chrono::microseconds time) {
  int number = 0;
  for (int count = 0; count < least && read(pipe, &number, sizeof number) == sizeof number; ++count) {
  }
  const timespec rest{0, std::chrono::nanoseconds(time).count()};
  pollfd nothing{-1, 0, 0};
  ppoll(&nothing, 1, &rest, nullptr);
  return number;
}

}  // namespace

pid_t forked(const std::function<int()>& work) {
  const pid_t child = fork();
  if (child == 0) {
    _exit(work());
  }
  return child;
}

int exit_status_of(pid_t child) {
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

bool acknowledge(int to, int number) { return write(to, &number, sizeof number) == sizeof number; }

int last_before_kill(const std::function<int(int to)>& work, std::mt19937& random) {
  std::array<int, 2> ends{};
  if (pipe(ends.data()) != 0) {
    ADD_FAILURE() << "no pipe";
    return 0;
  }
  const pid_t child = forked([&] { return work(ends[1]); });
  close(ends[1]);
  const int least = static_cast<int>(random() % 4);
  int acknowledged = last_acknowledged(ends[0], least, std::chrono::microseconds(random() % 8000));
  kill(child, SIGKILL);
  EXPECT_EQ(exit_status_of(child), -1) << "it ended by itself";
  for (int more = 0; read(ends[0], &more, sizeof more) == sizeof more;) {
    acknowledged = more;
  }
  close(ends[0]);
  return acknowledged;
}

}  // namespace pecprobe::test
