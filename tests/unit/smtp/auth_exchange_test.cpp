#include "protocols/smtp/auth_exchange.hpp"

#include "protocols/wire/limits.hpp"

#include <gmock/gmock.h>

namespace pecprobe::smtp {
namespace {

/// A mechanism that always has one more answer, as a long exchange would.
class Talkative final : public SaslMechanism {
 public:
  [[nodiscard]] std::string_view name() const noexcept override { return "TALKATIVE"; }
  [[nodiscard]] bool client_first() const noexcept override { return false; }
  [[nodiscard]] bool password_sent() const noexcept override { return false; }
  [[nodiscard]] tl::expected<Secret, std::string> respond(std::string_view challenge) override {
    return Secret{challenge};
  }
};

struct AuthExchangeTest : testing::Test {
  [[nodiscard]] AuthExchange exchange(const std::string& mechanism,
                                      InitialResponse initial = InitialResponse::allowed) const {
    return {choose_mechanism({mechanism}, credentials), initial, redactor};
  }

  Credentials credentials{"casella", Secret{"app-password-1"}};
  Redactor redactor{credentials.password, credentials.login};
};

TEST_F(AuthExchangeTest, SendsPlainOnTheCommandLine) {
  AuthExchange plain = exchange("PLAIN");
  const auto command = plain.open();
  ASSERT_TRUE(command);
  EXPECT_EQ(command->bytes.reveal(), "AUTH PLAIN AGNhc2VsbGEAYXBwLXBhc3N3b3JkLTE=\r\n");
  EXPECT_EQ(command->shown, "AUTH PLAIN <password>");
  EXPECT_TRUE(plain.password_sent());
}

TEST_F(AuthExchangeTest, WithholdsThePlainMessageUntilTheChallenge) {
  AuthExchange plain = exchange("PLAIN", InitialResponse::withheld);
  const auto command = plain.open();
  ASSERT_TRUE(command);
  EXPECT_EQ(command->bytes.reveal(), "AUTH PLAIN\r\n");
  EXPECT_FALSE(plain.password_sent());
  const auto message = plain.answer("");
  ASSERT_TRUE(message);
  EXPECT_EQ(message->bytes.reveal(), "AGNhc2VsbGEAYXBwLXBhc3N3b3JkLTE=\r\n");
  EXPECT_EQ(message->shown, "<password>");
  EXPECT_TRUE(plain.password_sent());
}

TEST_F(AuthExchangeTest, HasNothingMoreToSayAfterThePlainMessage) {
  AuthExchange plain = exchange("PLAIN");
  ASSERT_TRUE(plain.open());
  EXPECT_FALSE(plain.answer(""));
}

TEST_F(AuthExchangeTest, ShowsTheUserNameOfLoginAndNotThePassword) {
  AuthExchange login = exchange("LOGIN");
  const auto command = login.open();
  ASSERT_TRUE(command);
  EXPECT_EQ(command->shown, "AUTH LOGIN");
  const auto user = login.answer("VXNlcm5hbWU6");
  ASSERT_TRUE(user);
  EXPECT_EQ(user->bytes.reveal(), "Y2FzZWxsYQ==\r\n");
  EXPECT_EQ(user->shown, "Y2FzZWxsYQ==");
  EXPECT_FALSE(login.password_sent());
  const auto password = login.answer("UGFzc3dvcmQ6");
  ASSERT_TRUE(password);
  EXPECT_EQ(password->bytes.reveal(), "YXBwLXBhc3N3b3JkLTE=\r\n");
  EXPECT_EQ(password->shown, "<password>");
  EXPECT_TRUE(login.password_sent());
  EXPECT_FALSE(login.answer("UGFzc3dvcmQ6"));
}

TEST_F(AuthExchangeTest, MasksAUserNameThatIsThePassword) {
  credentials.login = "app-password-1";
  AuthExchange login = exchange("LOGIN");
  ASSERT_TRUE(login.open());
  const auto user = login.answer("");
  ASSERT_TRUE(user);
  EXPECT_EQ(user->shown, "<password>");
}

TEST_F(AuthExchangeTest, DoesNotMindWhatTheChallengesOfLoginSay) {
  for (const std::string_view challenge : {"", "not base64!", "VXNl", "====", "\xFF\xFE"}) {
    AuthExchange login = exchange("LOGIN");
    ASSERT_TRUE(login.open());
    EXPECT_TRUE(login.answer(challenge)) << challenge;
    EXPECT_TRUE(login.answer(challenge)) << challenge;
  }
}

TEST_F(AuthExchangeTest, GivesTheMechanismTheDecodedChallengeAndProseNever) {
  AuthExchange echo{std::make_unique<Talkative>(), InitialResponse::allowed, redactor};
  ASSERT_TRUE(echo.open());
  const auto decoded = echo.answer("Y2hhbGxlbmdl");
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->bytes.reveal(), "Y2hhbGxlbmdl\r\n");
  const auto prose = echo.answer("please go on");
  ASSERT_TRUE(prose);
  EXPECT_EQ(prose->bytes.reveal(), "\r\n");
}

TEST_F(AuthExchangeTest, AnswersNoMoreChallengesThanTheLimit) {
  AuthExchange endless{std::make_unique<Talkative>(), InitialResponse::allowed, redactor};
  ASSERT_TRUE(endless.open());
  for (int i = 0; i < k_max_challenges; ++i) {
    ASSERT_TRUE(endless.answer("YQ=="));
  }
  const auto one_more = endless.answer("YQ==");
  ASSERT_FALSE(one_more);
  EXPECT_EQ(one_more.error(), "more than 4 challenges in one AUTH exchange");
}

}  // namespace
}  // namespace pecprobe::smtp
