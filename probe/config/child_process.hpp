// Starts a program with nothing of ours but two pipes and what it is given.
#pragma once

#include "probe/config/file_descriptor.hpp"

#include <tl/expected.hpp>

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

namespace pecprobe {

/// What a program gets from us besides its arguments.
struct ChildSurroundings {
  int input = -1;                                       // an open descriptor; none: /dev/null
  std::optional<std::vector<std::string>> environment;  // `NAME=value`, with the PATH to be searched; nothing: ours
};

/// A running program, killed with its whole process group when its owner goes before it was
/// awaited.
class ChildProcess {
 public:
  /// Finds the program along PATH. No descriptor but the three standard ones is inherited. The errno on failure.
  [[nodiscard]] static tl::expected<ChildProcess, int> start(const std::vector<std::string>& words,
                                                             const ChildSurroundings& surroundings = {});

  ChildProcess(ChildProcess&& other) noexcept;
  ChildProcess& operator=(ChildProcess&&) = delete;
  ~ChildProcess();

  /// Read ends, not blocking.
  [[nodiscard]] int output() const noexcept { return m_output.number(); }
  [[nodiscard]] int error_output() const noexcept { return m_error_output.number(); }

  /// True once it has ended; never waits.
  [[nodiscard]] bool has_ended() noexcept;
  /// As waitpid(2) gives it; meaningful after has_ended().
  [[nodiscard]] int wait_status() const noexcept { return m_wait_status; }

 private:
  ChildProcess(pid_t id, FileDescriptor output, FileDescriptor error_output) noexcept;

  pid_t m_id;  // -1: awaited or moved from
  int m_wait_status = 0;
  FileDescriptor m_output;
  FileDescriptor m_error_output;
};

}  // namespace pecprobe
