#include "probe/cli/serve/watched_file.hpp"

#include "tests/support/background_program.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/wait_until.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <stop_token>
#include <string>
#include <thread>

namespace pecprobe {
namespace {

using test::TemporaryFolder;

class WatchedFileTest : public testing::Test {
 protected:
  WatchedFileTest() {
    request.server.accounts_file = folder.path() / "accounts.toml";
    request.exchangers = ExchangerLookUp::off;
  }
  void write(const std::string& row) {
    static_cast<void>(folder.file("accounts.toml",
                                  "[[account]]\naddress = \"ditta@pec.example\"\n"
                                  "imap = \"imaps://localhost:993\"\n" +
                                      row));
  }
  static std::string password_of(WatchedAccounts& accounts) {
    const auto password = accounts.password(0, {});
    return password ? std::string(password->reveal()) : std::string(to_string(password.error().problem));
  }

  TemporaryFolder folder;
  CheckRequest request;
  WatchedFile file{request, ProviderTable::built_in(), Language::english};
};

TEST_F(WatchedFileTest, ReadsAPasswordAnewForEachTest) {
  static_cast<void>(folder.file("password", "first\n"));
  write("password_file = \"password\"\n");
  const auto accounts = file.read_at_start();
  ASSERT_NE(accounts, nullptr);
  EXPECT_EQ(password_of(*accounts), "first");
  static_cast<void>(folder.file("password", "second\n"));
  EXPECT_EQ(password_of(*accounts), "second");
}

TEST_F(WatchedFileTest, RunsACommandAnewForEachTest) {
  static_cast<void>(folder.file("password", "first\n"));
  write("password_command = [\"cat\", \"" + (folder.path() / "password").string() + "\"]\n");
  const auto accounts = file.read_at_start();
  ASSERT_NE(accounts, nullptr);
  EXPECT_EQ(password_of(*accounts), "first");
  static_cast<void>(folder.file("password", "second\n"));
  EXPECT_EQ(password_of(*accounts), "second");
}

/// A command that never answers, run on a thread of its own.
class SilentCommand {
 public:
  SilentCommand(WatchedAccounts& accounts, const std::string& started)
      : m_thread([this, &accounts](const std::stop_token& stop) {
          const auto password = accounts.password(0, stop);
          m_end = password ? "answered" : std::string(to_string(password.error().problem));
        }) {
    EXPECT_TRUE(test::wait_until([&] { return std::filesystem::exists(started); }));
  }
  std::string stopped() {
    m_thread.request_stop();
    m_thread.join();
    return m_end;
  }

 private:
  std::string m_end;
  std::jthread m_thread;
};

class WatchedFileWaiting : public WatchedFileTest {
 protected:
  WatchedFileWaiting() {
    write("password_command = [\"sh\", \"-c\", \"echo run >> '" + started + "'; exec sleep 600\"]\n");
  }
  const std::string started = folder.path() / "started";
};

TEST_F(WatchedFileWaiting, TheEndOfACommandThatNeverAnswersCanBeAskedForAlsoByWhoeverWaitsBehindIt) {
  const auto accounts = file.read_at_start();
  SilentCommand command(*accounts, started);
  std::stop_source stop;
  stop.request_stop();
  const auto behind = accounts->password(0, stop.get_token());
  ASSERT_FALSE(behind);
  EXPECT_EQ(behind.error().problem, SecretProblem::interrupted);
  EXPECT_EQ(command.stopped(), "interrupted");
  EXPECT_EQ(test::file_text(started), "run\n") << "one at a time";
}

TEST_F(WatchedFileWaiting, ACommandThatNeverAnswersHoldsNoReadingOfTheFileUp) {
  const auto accounts = file.read_at_start();
  SilentCommand command(*accounts, started);
  write("password_file = \"password\"\n");
  const auto again = file.read_again();
  EXPECT_NE(again, nullptr);
  EXPECT_EQ(file.latest(), again);
  EXPECT_EQ(command.stopped(), "interrupted");
}

TEST_F(WatchedFileTest, KnowsAVariableForAsLongAsItRuns) {
  ::setenv("PECPROBE_TEST_WATCHED", "from-outside", 1);
  write("password_env = \"PECPROBE_TEST_WATCHED\"\n");
  const auto accounts = file.read_at_start();
  ASSERT_NE(accounts, nullptr);
  EXPECT_EQ(std::getenv("PECPROBE_TEST_WATCHED"), nullptr) << "no command inherits it";
  const auto again = file.read_again();
  ASSERT_NE(again, nullptr);
  EXPECT_EQ(password_of(*accounts), "from-outside");
  EXPECT_EQ(password_of(*again), "from-outside");
}

TEST_F(WatchedFileTest, AVariableThatIsMissingIsAFaultOnlyForAsLongAsItIsNamed) {
  write("password_env = \"PECPROBE_TEST_MISSING\"\n");
  EXPECT_EQ(file.read_at_start(), nullptr);
  write("");
  EXPECT_NE(file.read_again(), nullptr);
}

TEST_F(WatchedFileTest, WhatARowOfAFaultyFileNeededIsForgotten) {
  const std::string head = "address;password_env;imap\n";
  const auto write_rows = [&](const std::string& rows) {
    request.server.accounts_file = folder.file("accounts.csv", head + rows);
  };
  write_rows("una@pec.example;PECPROBE_TEST_MISSING;imaps://localhost:993\nditta@pec.example;;nowhere at all\n");
  EXPECT_EQ(file.read_at_start(), nullptr);
  write_rows("ditta@pec.example;;imaps://localhost:993\n");
  EXPECT_NE(file.read_again(), nullptr);
}

TEST_F(WatchedFileTest, ARowWithoutASourceIsNotTestable) {
  write("");
  const auto accounts = file.read_at_start();
  ASSERT_NE(accounts, nullptr);
  EXPECT_EQ(accounts->accounts().at(0).testable, monitor::Testable::no);
}

TEST_F(WatchedFileTest, TheSourceOfTheDefaultsCountsForARowWithoutOne) {
  static_cast<void>(folder.file("password", "common\n"));
  write("\n[defaults]\npassword_file = \"password\"\n");
  const auto accounts = file.read_at_start();
  ASSERT_NE(accounts, nullptr);
  EXPECT_EQ(accounts->accounts().at(0).testable, monitor::Testable::yes);
  EXPECT_EQ(password_of(*accounts), "common");
}

TEST_F(WatchedFileTest, AFaultyFileIsNoAccounts) {
  write("password_file = 7\n");
  EXPECT_EQ(file.read_again(), nullptr);
  std::filesystem::remove(request.server.accounts_file);
  EXPECT_EQ(file.read_again(), nullptr);
}

TEST_F(WatchedFileTest, ARowThatChangedInPlaceGivesNoOtherAccountsPassword) {
  const std::string head = "address;password;imap\n";
  request.server.accounts_file =
      folder.file("accounts.csv", head + "ditta@pec.example;secret-one;imaps://localhost:993\n");
  const auto accounts = file.read_at_start();
  ASSERT_NE(accounts, nullptr);
  EXPECT_EQ(password_of(*accounts), "secret-one");
  static_cast<void>(folder.file("accounts.csv", head + "altra@pec.example;secret-two;imaps://localhost:993\n"));
  EXPECT_EQ(password_of(*accounts), "cannot be read");
}

}  // namespace
}  // namespace pecprobe
