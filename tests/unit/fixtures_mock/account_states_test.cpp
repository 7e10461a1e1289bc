#include "tests/unit/fixtures_mock/raw_client.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace pecmock::test {
namespace {

struct StateAnswers {
  std::string_view state;
  std::string_view imap;
  std::string_view pop3;
  std::string_view smtp;
};

void PrintTo(const StateAnswers& answers, std::ostream* out) { *out << answers.state; }

class AnAccountInAState : public testing::TestWithParam<StateAnswers> {};

TEST_P(AnAccountInAState, IsRefusedInTheWordsOfEachProtocol) {
  Playing mock(
      fmt::format("account \"casella@pec.example\" {{ password \"app-password-1\"\n state {} }}", GetParam().state));
  const auto answer = [&](Protocol protocol) { return login_answer(*mock.secure(protocol), protocol); };
  EXPECT_EQ(answer(Protocol::imap), GetParam().imap);
  EXPECT_EQ(answer(Protocol::pop3), GetParam().pop3);
  EXPECT_EQ(answer(Protocol::smtp), GetParam().smtp);
  for (const JournalEntry& entry : mock.server.journal().entries()) {
    if (entry.kind == JournalEntry::Kind::login) {
      EXPECT_EQ(entry.outcome, GetParam().state);
    }
  }
  EXPECT_EQ(mock.server.journal().count(JournalEntry::Kind::login), 3U);
}

INSTANTIATE_TEST_SUITE_P(
    States, AnAccountInAState,
    testing::Values(StateAnswers{"wrong", "a NO [AUTHENTICATIONFAILED] Authentication failed",
                                 "-ERR [AUTH] Authentication failed", "535 5.7.8 Authentication credentials invalid"},
                    StateAnswers{"expired", "a NO [EXPIRED] Password expired", "-ERR [AUTH] Password expired",
                                 "535 5.7.8 Password expired"},
                    StateAnswers{"disabled", "a NO [CONTACTADMIN] Account disabled", "-ERR [AUTH] Account disabled",
                                 "525 5.7.13 User account disabled"},
                    StateAnswers{"temporary", "a NO [UNAVAILABLE] Temporary authentication failure",
                                 "-ERR [SYS/TEMP] Temporary authentication failure",
                                 "454 4.7.0 Temporary authentication failure"},
                    StateAnswers{"connection_limit", "a NO [LIMIT] Too many connections",
                                 "-ERR [IN-USE] Too many connections", "421 4.7.0 Too many connections"},
                    StateAnswers{"app_password", "a NO [ALERT] Application-specific password required",
                                 "-ERR [AUTH] Application-specific password required",
                                 "534 5.7.9 Application-specific password required"}));

TEST(AnAccount, IsRefusedInTheWordsOfTheScenario) {
  Playing mock(R"(
    account "casella@pec.example" {
      password "app-password-1"
      state disabled
    }
    imap { wording disabled "* BYE go" "NO [CONTACTADMIN] ${login} ask ${host}" }
  )");
  auto client = mock.secure(Protocol::imap);
  EXPECT_EQ(login_answer(*client, Protocol::imap), "* BYE go");
  EXPECT_EQ(client->line(), "a NO [CONTACTADMIN] casella@pec.example ask mail.pec.example");
  EXPECT_EQ(client->line(), "END");  // after BYE an honest server closes
}

TEST(AnAccount, LocksOverAllProtocols) {
  Playing mock("account \"casella@pec.example\" { password \"app-password-1\"\n lock after 2 }");
  static_cast<void>(login_answer(*mock.secure(Protocol::imap), Protocol::imap, "a"));
  static_cast<void>(login_answer(*mock.secure(Protocol::pop3), Protocol::pop3, "b"));
  EXPECT_EQ(login_answer(*mock.secure(Protocol::smtp), Protocol::smtp),
            "535 5.7.8 Account locked after too many failed logins");
}

TEST(AnAccount, IsInUseForASecondPop3Session) {
  Playing mock("");
  auto first = mock.logged_in(Protocol::pop3);
  EXPECT_EQ(login_answer(*mock.secure(Protocol::pop3), Protocol::pop3),
            "-ERR [IN-USE] Mailbox is locked by another session");
  EXPECT_EQ(first->ask("QUIT"), "+OK Logging out");
  EXPECT_EQ(first->line(), "END");
  first.reset();
  ASSERT_TRUE(wait_for_entries(mock.server.journal(), JournalEntry::Kind::disconnected, 1));
}

TEST(AnAccount, WithAnotherLoginIsNotFoundByItsAddress) {
  Playing mock("account \"casella@pec.example\" { password \"app-password-1\"\n login \"M123456\" }");
  EXPECT_EQ(login_answer(*mock.secure(Protocol::imap), Protocol::imap),
            "a NO [AUTHENTICATIONFAILED] Authentication failed");
  EXPECT_EQ(login_answer(*mock.secure(Protocol::imap), Protocol::imap, "app-password-1", "M123456"), "a OK Logged in");
}

TEST(AnAccount, LivesByTheDateOfTheScenario) {
  const std::string_view statements = R"(
    now 2026-11-22
    account "casella@pec.example" {
      issued 2026-08-01 "app-password-1"
      validity 3mo
    }
  )";
  Playing mock(statements);
  EXPECT_EQ(login_answer(*mock.secure(Protocol::imap), Protocol::imap), "a NO [EXPIRED] Password expired");
  MockOptions earlier;
  earlier.now = parse_moment("2026-10-01");
  Playing before(statements, earlier);
  EXPECT_EQ(login_answer(*before.secure(Protocol::imap), Protocol::imap), "a OK Logged in");
}

TEST(GeneratedAccounts, LogInWithThePasswordOfTheFormula) {
  MockOptions options;
  options.generated_accounts = 3;
  Playing mock("accounts 2", options);
  EXPECT_EQ(login_answer(*mock.secure(Protocol::imap), Protocol::imap, "Bulk-00005", "u00005@pec.example"),
            "a OK Logged in");
  EXPECT_EQ(login_answer(*mock.secure(Protocol::imap), Protocol::imap, "Bulk-00006", "u00006@pec.example"),
            "a NO [AUTHENTICATIONFAILED] Authentication failed");
}

}  // namespace
}  // namespace pecmock::test
