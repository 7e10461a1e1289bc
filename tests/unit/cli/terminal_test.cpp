#include "probe/cli/terminal.hpp"

#include <gtest/gtest.h>

#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <functional>
#include <string>

namespace pecprobe {
namespace {

/// A person at a pseudo-terminal: the code under test runs in a child process whose terminal it is.
class Person {
 public:
  /// `program` gives the child's exit status; 99 when it has no terminal.
  explicit Person(const std::function<int(Terminal&)>& program) {
    m_child = forkpty(&m_master, nullptr, nullptr, nullptr);
    if (m_child == 0) {
      const auto terminal = Terminal::open();
      _exit(terminal ? program(*terminal) : 99);
    }
  }
  Person(const Person&) = delete;
  Person& operator=(const Person&) = delete;
  ~Person() {
    kill(m_child, SIGKILL);
    waitpid(m_child, nullptr, 0);
    close(m_master);
  }

  [[nodiscard]] bool exists() const noexcept { return m_child > 0; }

  /// Waits until `text` has been shown; what was shown so far is then forgotten.
  bool sees(std::string_view text) {
    while (m_shown.find(text) == std::string::npos) {
      pollfd ready{m_master, POLLIN, 0};
      char byte = 0;
      if (poll(&ready, 1, 20'000) != 1 || read(m_master, &byte, 1) != 1) {
        return false;
      }
      m_shown += byte;
      m_all_shown += byte;
    }
    m_shown.clear();
    return true;
  }

  void types(std::string_view text) const {
    EXPECT_EQ(write(m_master, text.data(), text.size()), static_cast<ssize_t>(text.size()));
  }

  void sends(int signal) const { kill(m_child, signal); }

  [[nodiscard]] bool has_echo() const {
    termios settings{};
    tcgetattr(m_master, &settings);
    return (settings.c_lflag & static_cast<tcflag_t>(ECHO)) != 0;
  }

  /// Waits until the child has stopped (WUNTRACED) or ended; its wait status.
  [[nodiscard]] int status() const {
    int status = 0;
    waitpid(m_child, &status, WUNTRACED);
    return status;
  }

  [[nodiscard]] const std::string& all_shown() const noexcept { return m_all_shown; }

 private:
  pid_t m_child = -1;
  int m_master = -1;
  std::string m_shown;
  std::string m_all_shown;
};

constexpr int k_right = 10;
constexpr int k_wrong = 11;

int ask_password(Terminal& terminal) {
  const auto password = terminal.ask_secret("Password: ");
  if (!password) {
    return password.error().problem == SecretProblem::interrupted ? 100 + password.error().signal : k_wrong;
  }
  return password->reveal() == "app-password-1" ? k_right : k_wrong;
}

TEST(Terminal, ThePasswordDoesNotShowAndTheEchoReturns) {
  Person person{ask_password};
  ASSERT_TRUE(person.exists());
  ASSERT_TRUE(person.sees("Password: "));
  EXPECT_FALSE(person.has_echo());
  person.types("app-password-1\n");
  EXPECT_TRUE(person.sees("\n"));
  const int status = person.status();
  EXPECT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), k_right);
  EXPECT_TRUE(person.has_echo());
  EXPECT_EQ(person.all_shown().find("app-password-1"), std::string::npos);
}

TEST(Terminal, AnOrdinaryQuestionKeepsTheEcho) {
  Person person{[](Terminal& terminal) {
    const auto answer = terminal.ask("Address: ");
    return answer && *answer == "ditta@pec.example" ? k_right : k_wrong;
  }};
  ASSERT_TRUE(person.sees("Address: "));
  EXPECT_TRUE(person.has_echo());
  person.types("ditta@pec.example\n");
  EXPECT_EQ(WEXITSTATUS(person.status()), k_right);
}

TEST(Terminal, ControlCRestoresTheEcho) {
  Person person{ask_password};
  ASSERT_TRUE(person.sees("Password: "));
  person.types("app-pa\x03");
  EXPECT_EQ(WEXITSTATUS(person.status()), 100 + SIGINT);
  EXPECT_TRUE(person.has_echo());
}

TEST(Terminal, TerminationRestoresTheEcho) {
  Person person{ask_password};
  ASSERT_TRUE(person.sees("Password: "));
  person.sends(SIGTERM);
  EXPECT_EQ(WEXITSTATUS(person.status()), 100 + SIGTERM);
  EXPECT_TRUE(person.has_echo());
}

/// What a shell does with a job: runs it in the foreground of its own group, sees it stop, lets it go on.
int run_as_job(Terminal& terminal) {
  signal(SIGTTOU, SIG_IGN);
  const pid_t job = fork();
  if (job == 0) {
    setpgid(0, 0);
    tcsetpgrp(STDIN_FILENO, getpid());
    signal(SIGTTOU, SIG_DFL);
    _exit(ask_password(terminal));
  }
  int status = 0;
  waitpid(job, &status, WUNTRACED);
  if (!WIFSTOPPED(status)) {
    return k_wrong;
  }
  termios settings{};
  tcgetattr(STDIN_FILENO, &settings);
  const std::string_view seen = (settings.c_lflag & static_cast<tcflag_t>(ECHO)) != 0 ? "echo again" : "no echo";
  static_cast<void>(!write(STDOUT_FILENO, seen.data(), seen.size()));
  kill(-job, SIGCONT);
  waitpid(job, &status, 0);
  return WEXITSTATUS(status);
}

TEST(Terminal, WhileItIsStoppedTheEchoIsBackAndAfterwardsItAsksAgain) {
  Person person{run_as_job};
  ASSERT_TRUE(person.sees("Password: "));
  person.types("\x1a");  // Control-Z
  ASSERT_TRUE(person.sees("echo again"));
  ASSERT_TRUE(person.sees("Password: "));
  EXPECT_FALSE(person.has_echo());
  person.types("app-password-1\n");
  EXPECT_EQ(WEXITSTATUS(person.status()), k_right);
  EXPECT_TRUE(person.has_echo());
}

TEST(Terminal, TheEndOfInputIsNoPassword) {
  Person person{ask_password};
  ASSERT_TRUE(person.sees("Password: "));
  person.types("\x04");
  EXPECT_EQ(WEXITSTATUS(person.status()), k_wrong);
  EXPECT_TRUE(person.has_echo());
}

}  // namespace
}  // namespace pecprobe
