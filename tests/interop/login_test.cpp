#include "tests/interop/interop_test.hpp"

#include <string>

namespace pecprobe::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class LoginTest : public EveryService {};
PECPROBE_FOR_EVERY_SERVICE(LoginTest);

TEST_P(LoginTest, PassesForTheRightPasswordAndLeavesTheMailboxAsItWas) {
  const LabAccount good = lab().account("good");
  const nlohmann::json before = lab().snapshot();
  const Checked checked = check(good, {at(scheme())});
  EXPECT_EQ(checked.code(), "ok");
  EXPECT_EQ(checked.verdict(), "pass");
  EXPECT_EQ(checked.exit_status, 0);
  EXPECT_THAT(checked.events.logins, ElementsAre(login(good, "ok")));
  EXPECT_THAT(checked.events.sessions, ElementsAre(passed_session()));
  EXPECT_EQ(lab().snapshot(), before);
}

TEST_P(LoginTest, TriesAWrongPasswordOnce) {
  LabAccount account = lab().account("good");
  account.password = "Wrong-password-1";
  const Checked checked = check(account, {at(scheme())});
  EXPECT_EQ(checked.code(), "auth_rejected");
  EXPECT_EQ(checked.verdict(), "fail");
  EXPECT_EQ(checked.exit_status, 1);
  EXPECT_THAT(checked.events.logins, ElementsAre(login(account, "mismatch")));
  EXPECT_THAT(checked.events.sessions, ElementsAre(refused_session()));
}

TEST_P(LoginTest, CannotTellAnUnknownUserFromAWrongPassword) {
  const LabAccount nobody{"nobody-here@pec.test", "App-password-1"};
  const Checked checked = check(nobody, {at(scheme())});
  EXPECT_EQ(checked.code(), "auth_rejected");
  EXPECT_EQ(checked.exit_status, 1);
  EXPECT_THAT(checked.events.logins, ElementsAre(login(nobody, "unknown")));
  EXPECT_THAT(checked.events.sessions, ElementsAre(refused_session()));
}

// IMAP has a code for it (RFC 5530); the other two say it in words only.
TEST_P(LoginTest, SaysThatThePasswordExpired) {
  const LabAccount expired = lab().account("expired");
  const Checked checked = check(expired, {at(scheme())});
  EXPECT_EQ(checked.code(), "auth_password_expired");
  EXPECT_EQ(checked.certainty(), protocol() == "imap" ? "stated" : "deduced");
  EXPECT_EQ(checked.exit_status, 1);
  EXPECT_THAT(checked.events.logins, ElementsAre(login(expired, "expired")));
}

// Postfix turns a password database that does not answer into an ordinary refusal.
TEST_P(LoginTest, CallsAFailingPasswordDatabaseTemporaryWhereTheServerSaysSo) {
  const LabAccount temporary = lab().account("temporary");
  const Checked checked = check(temporary, {at(scheme())});
  EXPECT_EQ(checked.code(), protocol() == "smtp" ? "auth_rejected" : "auth_temporary");
  EXPECT_EQ(checked.exit_status, protocol() == "smtp" ? 1 : 4);
  EXPECT_THAT(checked.events.logins, ElementsAre(login(temporary, "temporary")));
}

// Dovecot's nologin is unknown to Postfix, which lets the user in.
TEST_P(LoginTest, SaysThatTheAccountIsSuspendedWhereTheServerSaysSo) {
  const Checked checked = check(lab().account("suspended"), {at(scheme())});
  EXPECT_EQ(checked.code(), protocol() == "smtp" ? "ok" : "auth_account_disabled");
}

// Dovecot answers a disabled user, and one who may not use this protocol, as it answers a wrong
// password.
TEST_P(LoginTest, DoesNotGuessBehindAGenericRefusal) {
  EXPECT_EQ(check(lab().account("disabled"), {at(scheme())}).code(), "auth_rejected");
  EXPECT_EQ(check(lab().account("no-" + protocol()), {at(scheme())}).code(), "auth_rejected");
}

TEST_P(LoginTest, TellsAMailboxThatCannotBeOpenedFromARefusedLogin) {
  const LabAccount unreadable = lab().account("unreadable");
  const Checked checked = check(unreadable, {at(scheme())});
  EXPECT_EQ(checked.code(), protocol() == "smtp" ? "ok" : "mailbox_unavailable");
  EXPECT_EQ(checked.verdict(), protocol() == "smtp" ? "pass" : "temporary");
  EXPECT_EQ(checked.exit_status, protocol() == "smtp" ? 0 : 4);
  EXPECT_THAT(checked.events.logins, ElementsAre(login(unreadable, "ok")));
}

TEST_P(LoginTest, SendsEveryPasswordAsItWasGiven) {
  const std::vector<std::string> names = lab().special_accounts();
  ASSERT_THAT(names, testing::Not(IsEmpty()));
  for (const std::string& name : names) {
    SCOPED_TRACE(name);
    const LabAccount account = lab().account(name);
    const Checked checked = check(account, {at(scheme())});
    EXPECT_EQ(checked.code(), "ok");
    EXPECT_THAT(checked.events.logins, ElementsAre(login(account, "ok")));
  }
}

}  // namespace
}  // namespace pecprobe::test
