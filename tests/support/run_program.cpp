#include "tests/support/run_program.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <string_view>
#include <system_error>
#include <utility>

namespace pecprobe::test {

namespace {

using Clock = std::chrono::steady_clock;

void check(int error, const char* what) {
  if (error != 0) {
    throw std::system_error(error, std::generic_category(), what);
  }
}

class Descriptor {
 public:
  explicit Descriptor(int number = -1) : m_number(number) {}
  ~Descriptor() { close(); }
  Descriptor(Descriptor&& other) noexcept : m_number(std::exchange(other.m_number, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    close();
    m_number = std::exchange(other.m_number, -1);
    return *this;
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  [[nodiscard]] int number() const { return m_number; }
  [[nodiscard]] bool is_open() const { return m_number >= 0; }
  void close() {
    if (is_open()) {
      ::close(std::exchange(m_number, -1));
    }
  }

 private:
  int m_number;
};

struct Pipe {
  Descriptor read;
  Descriptor write;

  Pipe() {
    std::array<int, 2> ends{};
    check(::pipe2(ends.data(), O_CLOEXEC) == 0 ? 0 : errno, "pipe");
    read = Descriptor(ends[0]);
    write = Descriptor(ends[1]);
  }
};

/// For execve: a vector of pointers into `strings`, which must outlive it.
std::vector<char*> pointers(std::vector<std::string>& strings) {
  std::vector<char*> result;
  for (std::string& string : strings) {
    result.push_back(string.data());
  }
  result.push_back(nullptr);
  return result;
}

std::vector<std::string> merged_environment(const std::vector<std::string>& additions) {
  std::vector<std::string> result = additions;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    const std::string_view name = text.substr(0, text.find('=') + 1);
    if (std::none_of(additions.begin(), additions.end(), [&](const auto& own) { return own.starts_with(name); })) {
      result.emplace_back(text);
    }
  }
  return result;
}

/// The program as its parent sees it: a process group of its own and three pipes.
class Child {
 public:
  explicit Child(const ProgramCall& call) : m_input(call.input) {
    std::vector<std::string> arguments = call.arguments;
    std::vector<std::string> environment = merged_environment(call.environment);
    posix_spawn_file_actions_t actions{};
    posix_spawnattr_t attributes{};
    check(::posix_spawn_file_actions_init(&actions), "posix_spawn_file_actions_init");
    check(::posix_spawnattr_init(&attributes), "posix_spawnattr_init");
    const std::array<int, 3> ends = {m_in.read.number(), m_out.write.number(), m_err.write.number()};
    for (int target = 0; target < 3; ++target) {
      check(::posix_spawn_file_actions_adddup2(&actions, ends.at(static_cast<std::size_t>(target)), target), "dup2");
    }
    sigset_t defaults{};
    ::sigemptyset(&defaults);
    ::sigaddset(&defaults, SIGPIPE);
    ::posix_spawnattr_setsigdefault(&attributes, &defaults);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF);
    const int error = ::posix_spawn(&m_pid, arguments.at(0).c_str(), &actions, &attributes, pointers(arguments).data(),
                                    pointers(environment).data());
    ::posix_spawnattr_destroy(&attributes);
    ::posix_spawn_file_actions_destroy(&actions);
    check(error, arguments.at(0).c_str());
    m_in.read.close();
    m_out.write.close();
    m_err.write.close();
    ::fcntl(m_in.write.number(), F_SETFL, O_NONBLOCK);
  }

  /// Moves bytes until both outputs are closed. False when the time was up first.
  bool talk(Clock::time_point deadline, ProgramRun& run) {
    while (m_out.read.is_open() || m_err.read.is_open()) {
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
      if (left <= 0) {
        return false;
      }
      if (m_sent == m_input.size()) {
        m_in.write.close();
      }
      // poll() passes over the descriptors that are closed, that is, negative.
      std::array<pollfd, 3> waits = {pollfd{m_in.write.number(), POLLOUT, 0}, pollfd{m_out.read.number(), POLLIN, 0},
                                     pollfd{m_err.read.number(), POLLIN, 0}};
      ::poll(waits.data(), waits.size(), static_cast<int>(left));
      if (waits[0].revents != 0) {
        send();
      }
      if (waits[1].revents != 0) {
        receive(m_out.read, run.out);
      }
      if (waits[2].revents != 0) {
        receive(m_err.read, run.err);
      }
    }
    return true;
  }

  void kill() const { ::kill(-m_pid, SIGKILL); }

  [[nodiscard]] int wait() const {
    int status = 0;
    while (::waitpid(m_pid, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }

 private:
  void send() {
    const ssize_t count = ::write(m_in.write.number(), m_input.data() + m_sent, m_input.size() - m_sent);
    if (count >= 0) {
      m_sent += static_cast<std::size_t>(count);
    } else if (errno != EAGAIN && errno != EINTR) {
      m_in.write.close();  // it does not want to hear more
      m_sent = m_input.size();
    }
  }

  static void receive(Descriptor& from, std::string& to) {
    std::array<char, 65536> buffer{};
    const ssize_t count = ::read(from.number(), buffer.data(), buffer.size());
    if (count > 0) {
      to.append(buffer.data(), static_cast<std::size_t>(count));
    } else if (count == 0 || errno != EINTR) {
      from.close();
    }
  }

  std::string m_input;
  std::size_t m_sent = 0;
  Pipe m_in;
  Pipe m_out;
  Pipe m_err;
  pid_t m_pid = -1;
};

}  // namespace

ProgramRun run_program(const ProgramCall& call) {
  // Writing to a program that has ended already is an ordinary error here, not the end of the test
  // program.
  ::signal(SIGPIPE, SIG_IGN);
  ProgramRun run;
  Child child(call);
  run.timed_out = !child.talk(Clock::now() + call.limit, run);
  if (run.timed_out) {
    child.kill();
  }
  run.exit_status = child.wait();
  return run;
}

}  // namespace pecprobe::test
