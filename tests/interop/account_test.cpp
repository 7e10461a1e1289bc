#include "tests/interop/interop_test.hpp"

#include <algorithm>
#include <string>

namespace pecprobe::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

/// All three services of an account in one run.
class AccountTest : public InteropTest {
 protected:
  void SetUp() override {
    InteropTest::SetUp();
    if (!IsSkipped() && !lab().port("smtps")) {
      GTEST_SKIP() << lab().no_smtp_because();
    }
  }

  [[nodiscard]] std::vector<Target> all(std::string_view kind = "good") const {
    return {at("imaps", kind), at("pop3s", kind), at("smtps", kind)};
  }
};

TEST_F(AccountTest, LogsInOncePerServiceAndReadsOnly) {
  const LabAccount good = lab().account("good");
  const std::string server = lab().address("good");
  const nlohmann::json before = lab().snapshot();
  const Checked checked = check(good, all());
  EXPECT_EQ(checked.report.at("verdict"), "pass");
  EXPECT_EQ(checked.exit_status, 0);
  EXPECT_THAT(checked.events.logins,
              UnorderedElementsAre(Login{"imap", good.address, server, "ok"}, Login{"pop3", good.address, server, "ok"},
                                   Login{"smtp", good.address, server, "ok"}));
  EXPECT_THAT(checked.events.sessions,
              UnorderedElementsAre(ServerSession{"imap", server, {{"EXAMINE", 1}, {"LOGOUT", 1}}},
                                   ServerSession{"pop3", server, {{"STAT", 1}, {"QUIT", 1}}},
                                   ServerSession{"smtp", server, {{"EHLO", 1}, {"AUTH", 1}, {"QUIT", 1}}}));
  EXPECT_EQ(lab().snapshot(), before);
}

TEST_F(AccountTest, TriesAWrongPasswordOverImapAndSmtpAndSparesPop3) {
  LabAccount account = lab().account("good");
  account.password = "Wrong-password-1";
  const std::string server = lab().address("good");
  const Checked checked = check(account, all());
  EXPECT_EQ(checked.report.at("verdict"), "fail");
  EXPECT_EQ(checked.exit_status, 1);
  EXPECT_EQ(checked.code(1), "skipped_lockout_guard");
  EXPECT_THAT(checked.events.logins, UnorderedElementsAre(Login{"imap", account.address, server, "mismatch"},
                                                          Login{"smtp", account.address, server, "mismatch"}));
}

TEST_F(AccountTest, TriesAWrongPasswordOncePerServiceWhenAskedToTryAll) {
  LabAccount account = lab().account("good");
  account.password = "Wrong-password-1";
  const std::string server = lab().address("good");
  const Checked checked = check(account, all(), {"--try-all"});
  EXPECT_THAT(checked.events.logins, UnorderedElementsAre(Login{"imap", account.address, server, "mismatch"},
                                                          Login{"pop3", account.address, server, "mismatch"},
                                                          Login{"smtp", account.address, server, "mismatch"}));
}

TEST_F(AccountTest, NeverLogsInUnderAnExpiredCertificate) {
  const Checked checked = check(lab().account("good"), all("expired"));
  EXPECT_EQ(checked.exit_status, 1);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(checked.code(i), "tls_cert_expired");
    EXPECT_FALSE(checked.password_was_sent(i));
  }
  EXPECT_THAT(checked.events.logins, IsEmpty());
}

class SenderTest : public AccountTest, public testing::WithParamInterface<std::string> {
 protected:
  [[nodiscard]] std::map<std::string, int> commands() const {
    std::map<std::string, int> result = {{"EHLO", 1}, {"AUTH", 1}, {"MAIL", 1}, {"RCPT", 1}, {"RSET", 1}, {"QUIT", 1}};
    if (GetParam() == "smtp") {
      result["EHLO"] = 2;
      result["STARTTLS"] = 1;
    }
    return result;
  }
  void expect(std::string_view account, const std::vector<std::string>& options, std::string_view code) {
    const Checked checked = check(lab().account(account), {at(GetParam())}, options);
    EXPECT_EQ(checked.code(), code);
    EXPECT_THAT(checked.events.sessions, ElementsAre(ServerSession{"smtp", lab().address("good"), commands()}));
  }
};
INSTANTIATE_TEST_SUITE_P(, SenderTest, testing::Values("smtps", "smtp"), scheme_name);

TEST_P(SenderTest, MaySendAsItsOwnAddressAndSendsNothing) { expect("good", {"--check-sender"}, "ok"); }
TEST_P(SenderTest, MayNotSendAsAnAddressThatItDoesNotOwn) {
  expect("foreign-sender", {"--check-sender"}, "sender_refused");
}
TEST_P(SenderTest, HearsThatARecipientIsRefused) {
  expect("good", {"--check-recipient", lab().refused_recipient()}, "recipient_refused");
}

}  // namespace
}  // namespace pecprobe::test
