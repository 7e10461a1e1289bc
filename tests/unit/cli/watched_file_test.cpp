#include "probe/cli/watched_file.hpp"

#include "tests/support/temporary_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

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
    const auto password = accounts.password(0);
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
