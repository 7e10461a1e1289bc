// The built program with a person at its terminal, who is asked for what is missing.
#include "tests/integration/mock_playing.hpp"
#include "tests/integration/pecprobe_run.hpp"
#include "tests/support/person_at_terminal.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>

namespace pecprobe::test {
namespace {

using pecmock::JournalEntry;
using testing::HasSubstr;
using testing::Not;

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) {
    pointers.push_back(text.data());
  }
  pointers.push_back(nullptr);
  return pointers;
}

class AtTheTerminal : public testing::Test {
 protected:
  /// `pecprobe check` over IMAP with `arguments`, its terminal a person's.
  std::unique_ptr<PersonAtTerminal> check(const std::vector<std::string>& arguments) {
    std::vector<std::string> words = {
        PECPROBE_PROGRAM, "check",
        "--lang",         "en",
        "--ca-file",      m_server.ca_file(),
        "--imap",         fmt::format("imaps://localhost:{}", m_server.port(Protocol::imap, TlsMode::implicit))};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<std::string> variables = without_ignored_variables();
    variables.push_back("XDG_STATE_HOME=" + m_folder.path().string());
    variables.push_back("TERM=dumb");
    const auto argv = pointers_to(words);
    const auto environment = pointers_to(variables);
    return std::make_unique<PersonAtTerminal>([&] {
      execve(argv.front(), argv.data(), environment.data());
      return 98;
    });
  }

  [[nodiscard]] std::ptrdiff_t logins() const {
    const std::vector<JournalEntry> entries = m_server.journal().entries();
    return std::count_if(entries.begin(), entries.end(),
                         [](const JournalEntry& entry) { return entry.kind == JournalEntry::Kind::login; });
  }

  static int exit_status(PersonAtTerminal& person) {
    person.watches_to_the_end();
    const int status = person.status();
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

 private:
  TemporaryFolder m_folder;
  MockPlaying m_server{R"(account "casella@pec.example" { password "app-password-1" })"};
};

TEST_F(AtTheTerminal, ACheckWithoutAnAddressAsksForItAndForThePasswordWithoutShowingIt) {
  const auto person = check({});
  ASSERT_TRUE(person->sees("PEC address: "));
  person->types("casella@pec.example\n");
  ASSERT_TRUE(person->sees("Password of casella@pec.example (not shown): "));
  EXPECT_FALSE(person->has_echo());
  person->types("app-password-1\n");
  EXPECT_TRUE(person->sees("Operation completed successfully!"));
  EXPECT_EQ(exit_status(*person), 0);
  EXPECT_THAT(person->all_shown(), Not(HasSubstr("app-password-1")));
}

TEST_F(AtTheTerminal, ARefusedPasswordIsTriedAgainOnlyWhenSomethingWasChanged) {
  const std::string address = "casella@pec.example";
  const auto type_the_wrong_one = [](PersonAtTerminal& person) {
    ASSERT_TRUE(person.sees("(not shown): "));
    person.types("app-password-0\n");
  };
  const auto first = check({address});
  type_the_wrong_one(*first);
  EXPECT_EQ(exit_status(*first), 1);
  EXPECT_EQ(logins(), 1);

  const auto unchanged = check({address});
  type_the_wrong_one(*unchanged);
  ASSERT_TRUE(unchanged->sees("Was something changed at the provider since, such as an extension? [y/N] "));
  unchanged->types("\n");
  EXPECT_TRUE(unchanged->sees("not tried again"));
  EXPECT_EQ(exit_status(*unchanged), 1);
  EXPECT_EQ(logins(), 1);

  const auto changed = check({address});
  type_the_wrong_one(*changed);
  ASSERT_TRUE(changed->sees("[y/N] "));
  changed->types("y\n");
  EXPECT_EQ(exit_status(*changed), 1);
  EXPECT_EQ(logins(), 2);
}

TEST_F(AtTheTerminal, AnInterruptedQuestionEndsWithItsStatusAndTheEchoAsItWas) {
  const auto person = check({"casella@pec.example"});
  ASSERT_TRUE(person->sees("(not shown): "));
  person->types("\x03");
  EXPECT_EQ(exit_status(*person), 130);
  EXPECT_EQ(logins(), 0);
}

}  // namespace
}  // namespace pecprobe::test
