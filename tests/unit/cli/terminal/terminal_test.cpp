#include "probe/cli/terminal/terminal.hpp"

#include "tests/support/person_at_terminal.hpp"

#include <gtest/gtest.h>

#include <signal.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <functional>
#include <string>

namespace pecprobe {
namespace {

using test::PersonAtTerminal;

/// A person at the terminal of `program`, which gives the child's exit status; 99 when it has no terminal.
class Person : public PersonAtTerminal {
 public:
  explicit Person(const std::function<int(Terminal&)>& program)
      : PersonAtTerminal([&program] {
          const auto terminal = Terminal::open();
          return terminal ? program(*terminal) : 99;
        }) {}
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
