// Runs a command and writes down what it cost: stopwatch FILE COMMAND…. Small, since a process begins its life with the
// memory of the one that started it in its accounts: started from Python, a small program would look large.
#include <fmt/format.h>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <fstream>

namespace {

constexpr int k_usage = 2;
constexpr int k_not_started = 127;

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    fmt::print(stderr, "usage: stopwatch FILE COMMAND...\n");
    return k_usage;
  }
  const auto began = std::chrono::steady_clock::now();
  const pid_t child = ::fork();
  if (child == 0) {
    ::execvp(argv[2], argv + 2);
    fmt::print(stderr, "stopwatch: {}: {}\n", argv[2], std::strerror(errno));
    ::_exit(k_not_started);
  }
  int status = 0;
  rusage used{};
  if (child < 0 || ::wait4(child, &status, 0, &used) != child) {
    fmt::print(stderr, "stopwatch: {}\n", std::strerror(errno));
    return k_not_started;
  }
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - began;
  const int exit_status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  // Of the command and of all that it started and waited for; the memory is that of the largest of these.
  std::ofstream(argv[1]) << fmt::format(R"({{"wall_s": {:.6f}, "cpu_s": {:.6f}, "peak_kib": {}, "exit": {}}})",
                                        wall.count(), seconds(used.ru_utime) + seconds(used.ru_stime), used.ru_maxrss,
                                        exit_status)
                         << '\n';
  return exit_status;
}
