// Runs a program as a user would, without a shell: arguments, standard input, both outputs, exit
// status, a time limit.
#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace pecprobe::test {

struct ProgramCall {
  std::vector<std::string> arguments;    // the first is the program's path
  std::string input;                     // given to its standard input, which then ends
  std::vector<std::string> environment;  // "NAME=value", on top of this process's own
  std::chrono::milliseconds limit = std::chrono::seconds{60};
};

struct ProgramRun {
  int exit_status = -1;  // as a shell shows it: 128 + number when a signal ended it
  bool timed_out = false;
  std::string out;
  std::string err;
};

/// Returns when the program has ended and its outputs are closed; past the limit its process group
/// is killed. Throws std::system_error when it cannot be started.
[[nodiscard]] ProgramRun run_program(const ProgramCall& call);

}  // namespace pecprobe::test
