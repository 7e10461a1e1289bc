#include "probe/config/secret_command.hpp"

#include "tests/support/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stop_token>
#include <thread>

namespace pecprobe {
namespace {

using namespace std::chrono_literals;
using test::TemporaryFolder;

std::string password_of(std::string_view command_line) {
  const auto secret = read_password({SecretOrigin::command, std::string(command_line)});
  return secret ? std::string(secret->reveal()) : "refused";
}

SecretError error_of(std::string_view command_line) {
  const auto secret = read_password({SecretOrigin::command, std::string(command_line)});
  return secret ? SecretError{SecretProblem::interrupted, "was accepted"} : secret.error();
}

TEST(PasswordCommand, ItsOutputIsThePassword) {
  EXPECT_EQ(password_of("printf 'app-password-1\\n'"), "app-password-1");
  EXPECT_EQ(password_of("printf ' $HOME \"x\" '"), " $HOME \"x\" ");
}

TEST(PasswordCommand, ArgumentsReachItAsSplit) {
  EXPECT_EQ(password_of(R"(printf '%s:' "a b" c\ d '' e)"), "a b:c d::e:");
}

TEST(PasswordCommand, NothingOrTwoLinesAreRefused) {
  EXPECT_EQ(error_of("true"), (SecretError{SecretProblem::empty, ""}));
  EXPECT_EQ(error_of("printf 'a\\nb\\n'").problem, SecretProblem::several_lines);
}

TEST(PasswordCommand, AFailureTellsHowItEndedAndWhatItSaid) {
  EXPECT_EQ(error_of("sh -c 'echo no such entry >&2; exit 3'"),
            (SecretError{SecretProblem::command_failed, "exit 3: no such entry"}));
  EXPECT_EQ(error_of("sh -c 'kill -9 $$'"), (SecretError{SecretProblem::command_failed, "signal 9"}));
}

TEST(PasswordCommand, AFailureAfterTheOutputNeverGivesAPassword) {
  EXPECT_EQ(error_of("sh -c 'echo app-password-1; exit 1'"), (SecretError{SecretProblem::command_failed, "exit 1"}));
  EXPECT_EQ(error_of("sh -c 'echo app-password-1; echo login: casella; echo bad: app-password-1 >&2; exit 1'"),
            (SecretError{SecretProblem::command_failed, "exit 1: bad: <password>"}));
}

TEST(PasswordCommand, WhatItSaysOnStandardErrorIsPrintableCappedAndWithoutThePassword) {
  EXPECT_EQ(error_of(R"(sh -c 'echo app-password-1; printf "\033[31mbad app-password-1" >&2; exit 1')").detail,
            "exit 1: \\x1b[31mbad <password>");
  EXPECT_LT(error_of("sh -c 'yes x | head -c 100000 >&2; exit 1'").detail.size(), 1000U);
}

TEST(PasswordCommand, AWarningOnStandardErrorDoesNotSpoilTheOutput) {
  EXPECT_EQ(password_of("sh -c 'echo careful >&2; echo app-password-1'"), "app-password-1");
}

TEST(PasswordCommand, AProgramThatDoesNotExistIsNotStarted) {
  EXPECT_EQ(error_of("pecprobe-no-such-program x"),
            (SecretError{SecretProblem::command_not_started, "No such file or directory"}));
}

TEST(PasswordCommand, ALineThatAShellWouldHaveToReadIsRefusedUnstarted) {
  EXPECT_EQ(error_of("echo a | head -1").problem, SecretProblem::command_needs_shell);
  EXPECT_EQ(error_of("echo 'a").problem, SecretProblem::command_malformed);
  EXPECT_EQ(error_of("  ").problem, SecretProblem::command_malformed);
}

TEST(PasswordCommand, EndlessOutputIsCutOff) { EXPECT_EQ(error_of("cat /dev/zero").problem, SecretProblem::too_long); }

/// Waits for a killed process to be gone, or to be remains that its new parent has not collected yet.
bool ends(pid_t id) {
  const auto deadline = std::chrono::steady_clock::now() + 20s;
  while (std::chrono::steady_clock::now() < deadline) {
    std::ifstream status("/proc/" + std::to_string(id) + "/stat");
    std::string number, name, state;
    status >> number >> name >> state;
    if (!status || state == "Z" || state == "X") {
      return true;
    }
    poll(nullptr, 0, 5);
  }
  return false;
}

TEST(PasswordCommand, PastTheLimitTheWholeGroupIsKilled) {
  const TemporaryFolder folder;
  const std::string id_file = folder.path() / "id";
  const auto secret = read_from_command("sh -c 'sleep 1000 & echo $! > " + id_file + "; wait'", 300ms);
  ASSERT_FALSE(secret);
  EXPECT_EQ(secret.error().problem, SecretProblem::command_timed_out);
  pid_t grandchild = 0;
  std::ifstream(id_file) >> grandchild;
  ASSERT_GT(grandchild, 0);
  EXPECT_TRUE(ends(grandchild));
}

TEST(PasswordCommand, AHelperLeftInTheBackgroundDoesNotHoldItUp) {
  EXPECT_EQ(password_of("sh -c 'sleep 3 & echo app-password-1'"), "app-password-1");
}

TEST(PasswordCommand, ReadsNothingFromOurStandardInput) {
  EXPECT_EQ(password_of("sh -c 'read x || echo nothing to read'"), "nothing to read");
}

TEST(PasswordCommand, InheritsNoOpenFile) {
  const int open_file = open("/dev/null", O_RDONLY);  // on purpose without O_CLOEXEC
  ASSERT_GE(open_file, 3);
  EXPECT_EQ(password_of("sh -c 'if [ -e /proc/self/fd/" + std::to_string(open_file) +
                        " ]; then echo open; else echo closed; fi'"),
            "closed");
  close(open_file);
}

TEST(PasswordCommand, DoesNotInheritThatWeIgnoreBrokenPipes) {
  const auto former = signal(SIGPIPE, SIG_IGN);
  EXPECT_EQ(password_of("sh -c 'yes | head -1'"), "y");
  EXPECT_EQ(password_of("sh -c 'kill -PIPE $$; echo survived'"), "refused");
  signal(SIGPIPE, former);
}

TEST(PasswordCommand, DoesNotSeeAPasswordThatStoodInTheEnvironment) {
  setenv("PECPROBE_TEST_PASSWORD", "app-password-1", 1);
  ASSERT_TRUE(read_password({SecretOrigin::environment, "PECPROBE_TEST_PASSWORD"}));
  EXPECT_EQ(password_of("sh -c 'echo \"<$PECPROBE_TEST_PASSWORD>\"'"), "<>");
}

TEST(PasswordCommand, ASignalEndsTheWaitAndTheCommand) {
  const auto secret = read_from_command("sh -c 'kill -TERM $PPID; sleep 1000'", 30s);
  ASSERT_FALSE(secret);
  EXPECT_EQ(secret.error(), (SecretError{SecretProblem::interrupted, "", SIGTERM}));
}

TEST(PasswordCommand, WhereSignalsAreTheProgramsOwnItIsStoppedByAToken) {
  const TemporaryFolder folder;
  const std::string id_file = folder.path() / "id";
  std::stop_source stop;
  const std::jthread stops([&] {
    while (!std::ifstream(id_file).good()) {
      std::this_thread::yield();
    }
    stop.request_stop();
  });
  const auto secret = read_password({SecretOrigin::command, "sh -c 'echo $$ > " + id_file + ".new; mv " + id_file +
                                                                ".new " + id_file + "; sleep 1000'"},
                                    stop.get_token());
  ASSERT_FALSE(secret);
  EXPECT_EQ(secret.error(), (SecretError{SecretProblem::interrupted, ""}));
  pid_t command = 0;
  std::ifstream(id_file) >> command;
  EXPECT_TRUE(ends(command));
}

TEST(PasswordCommand, WhereSignalsAreTheProgramsOwnNoHandlerIsTouched) {
  static volatile sig_atomic_t seen = 0;
  const auto former = signal(SIGHUP, [](int number) { seen = number; });
  const auto secret =
      read_password({SecretOrigin::command, "sh -c 'kill -HUP $PPID; echo app-password-1'"}, std::stop_token());
  signal(SIGHUP, former);
  EXPECT_EQ(seen, SIGHUP);
  ASSERT_TRUE(secret);
  EXPECT_EQ(secret->reveal(), "app-password-1");
}

TEST(PasswordCommand, OneThatIsNotWantedAnyMoreIsNotStarted) {
  const TemporaryFolder folder;
  std::stop_source stop;
  stop.request_stop();
  const auto secret =
      read_password({SecretOrigin::command, "touch " + (folder.path() / "started").string()}, stop.get_token());
  ASSERT_FALSE(secret);
  EXPECT_EQ(secret.error().problem, SecretProblem::interrupted);
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "started"));
}

}  // namespace
}  // namespace pecprobe
