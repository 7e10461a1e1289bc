#include "probe/config/child_process.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <optional>
#include <utility>

#if defined(__linux__)
#include <linux/close_range.h>
#endif

namespace pecprobe {

namespace {

struct Pipe {
  FileDescriptor read_end;
  FileDescriptor write_end;
};

std::optional<Pipe> make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe(ends.data()) != 0) {  // pipe2() is not POSIX
    return std::nullopt;
  }
  for (const int end : ends) {
    fcntl(end, F_SETFD, FD_CLOEXEC);
  }
  return Pipe{FileDescriptor{ends[0]}, FileDescriptor{ends[1]}};
}

/// Lets every descriptor from 3 on close at exec, those inherited from our parent included.
void close_all_at_exec() noexcept {
#if defined(__linux__) && defined(CLOSE_RANGE_CLOEXEC)
  if (close_range(3, UINT_MAX, CLOSE_RANGE_CLOEXEC) == 0) {
    return;
  }
#endif
  const long limit = std::clamp(sysconf(_SC_OPEN_MAX), 256L, 65536L);
  for (int number = 3; number < limit; ++number) {
    fcntl(number, F_SETFD, FD_CLOEXEC);
  }
}

/// What the child makes of itself.
struct Becoming {
  char* const* words;
  char** environment;  // null: ours
  int input;           // below zero: /dev/null
  int output;
  int error_output;
  int status;
};

/// The child's side of fork(): only async-signal-safe calls from here to exec (POSIX.1-2017
/// §2.4.3).
[[noreturn]] void become(const Becoming& all) noexcept {
  setpgid(0, 0);
  if (all.environment != nullptr) {
    environ = all.environment;
  }
  const int input = all.input >= 0 ? all.input : ::open("/dev/null", O_RDWR);
  if (input >= 0 && dup2(input, STDIN_FILENO) >= 0 && dup2(all.output, STDOUT_FILENO) >= 0 &&
      dup2(all.error_output, STDERR_FILENO) >= 0) {
    close_all_at_exec();
    signal(SIGPIPE, SIG_DFL);  // we ignore it, and that would be inherited
    execvp(all.words[0], all.words);
  }
  const int error = errno;
  static_cast<void>(!::write(all.status, &error, sizeof error));
  _exit(127);
}

std::vector<char*> pointers_to(const std::vector<std::string>& words) {
  std::vector<char*> pointers;
  pointers.reserve(words.size() + 1);
  for (const std::string& word : words) {
    pointers.push_back(const_cast<char*>(word.c_str()));  // exec(3) takes them as non-const and does not write
  }
  pointers.push_back(nullptr);
  return pointers;
}

/// The errno with which exec failed; nothing when it worked, since then the pipe closes without a
/// byte.
std::optional<int> exec_error(int status) {
  int error = 0;
  ssize_t count = 0;
  do {
    count = ::read(status, &error, sizeof error);
  } while (count < 0 && errno == EINTR);
  return count == static_cast<ssize_t>(sizeof error) ? std::optional(error) : std::nullopt;
}

}  // namespace

tl::expected<ChildProcess, int> ChildProcess::start(const std::vector<std::string>& words,
                                                    const ChildSurroundings& surroundings) {
  auto output = make_pipe();
  auto error_output = make_pipe();
  auto status = make_pipe();
  if (!output || !error_output || !status) {
    return tl::unexpected(errno);
  }
  const std::vector<char*> pointers = pointers_to(words);
  std::vector<char*> environment;
  if (surroundings.environment) {
    environment = pointers_to(*surroundings.environment);
  }
  const pid_t id = fork();
  if (id < 0) {
    return tl::unexpected(errno);
  }
  if (id == 0) {
    become({pointers.data(), surroundings.environment ? environment.data() : nullptr, surroundings.input,
            output->write_end.number(), error_output->write_end.number(), status->write_end.number()});
  }
  setpgid(id, id);  // on both sides: whoever comes first
  ChildProcess child{id, std::move(output->read_end), std::move(error_output->read_end)};
  status->write_end.close();
  if (const auto error = exec_error(status->read_end.number())) {
    return tl::unexpected(*error);
  }
  fcntl(child.output(), F_SETFL, O_NONBLOCK);
  fcntl(child.error_output(), F_SETFL, O_NONBLOCK);
  return child;
}

ChildProcess::ChildProcess(pid_t id, FileDescriptor output, FileDescriptor error_output) noexcept
    : m_id(id), m_output(std::move(output)), m_error_output(std::move(error_output)) {}

ChildProcess::ChildProcess(ChildProcess&& other) noexcept
    : m_id(std::exchange(other.m_id, -1)),
      m_wait_status(other.m_wait_status),
      m_output(std::move(other.m_output)),
      m_error_output(std::move(other.m_error_output)) {}

ChildProcess::~ChildProcess() {
  if (m_id < 0) {
    return;
  }
  kill(-m_id, SIGKILL);
  while (waitpid(m_id, &m_wait_status, 0) < 0 && errno == EINTR) {
  }
}

bool ChildProcess::has_ended() noexcept {
  if (m_id >= 0 && waitpid(m_id, &m_wait_status, WNOHANG) == m_id) {
    m_id = -1;
  }
  return m_id < 0;
}

}  // namespace pecprobe
