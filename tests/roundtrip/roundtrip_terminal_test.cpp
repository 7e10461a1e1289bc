// A person at a terminal: what is asked before anything is sent, and an interruption afterwards.
#include "tests/roundtrip/played_roundtrip.hpp"
#include "tests/support/person_at_terminal.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <memory>

namespace pecprobe::test {
namespace {

class RoundtripAtTheTerminal : public testing::Test {
 protected:
  std::unique_ptr<PersonAtTerminal> person(const std::vector<std::string>& options) {
    std::vector<std::string> words = m_played.words(options, Protocol::imap);
    std::vector<std::string> variables = without_ignored_variables();
    variables.emplace_back("TERM=dumb");
    return std::make_unique<PersonAtTerminal>([words, variables]() mutable {
      std::vector<char*> argv;
      std::vector<char*> environment;
      for (std::string& word : words) {
        argv.push_back(word.data());
      }
      for (std::string& variable : variables) {
        environment.push_back(variable.data());
      }
      argv.push_back(nullptr);
      environment.push_back(nullptr);
      execve(argv.front(), argv.data(), environment.data());
      return 98;
    });
  }
  static int exit_status(PersonAtTerminal& person) {
    person.watches_to_the_end();
    const int status = person.status();
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

  PlayedRoundtrip m_played{with_pec("missing envelope")};
};

TEST_F(RoundtripAtTheTerminal, IsSentOnlyWhenTheAddressIsTypedAgain) {
  const auto careless = person({});
  ASSERT_TRUE(careless->sees("(not shown): "));
  careless->types("app-password-1\n");
  ASSERT_TRUE(careless->sees("registered letter"));
  ASSERT_TRUE(careless->sees("Type casella@pec.example to send it: "));
  careless->types("yes\n");
  EXPECT_TRUE(careless->sees("nothing was sent"));
  EXPECT_EQ(exit_status(*careless), 2);
  EXPECT_EQ(m_played.messages(), 0);

  const auto careful = person({"--wait", "1s"});
  ASSERT_TRUE(careful->sees("(not shown): "));
  careful->types("app-password-1\n");
  ASSERT_TRUE(careful->sees("to send it: "));
  careful->types("casella@pec.example\n");
  EXPECT_TRUE(careful->sees("has not come"));
  EXPECT_EQ(exit_status(*careful), 4);
  EXPECT_EQ(m_played.messages(), 1);
}

TEST_F(RoundtripAtTheTerminal, InterruptedWhileItWaitsItReportsWhatCame) {
  const auto impatient = person({"--yes", "--wait", "10m"});
  ASSERT_TRUE(impatient->sees("(not shown): "));
  impatient->types("app-password-1\n");
  ASSERT_TRUE(impatient->sees("Delivery: genuine"));
  impatient->sends(SIGINT);
  EXPECT_TRUE(impatient->sees("Interrupted after"));
  EXPECT_TRUE(impatient->sees("Do not repeat the test"));
  EXPECT_EQ(exit_status(*impatient), 130);
}

}  // namespace
}  // namespace pecprobe::test
