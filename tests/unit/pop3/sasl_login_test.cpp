// The AUTH exchange with mechanisms that PLAIN and LOGIN are not.
#include "protocols/pop3/login.hpp"
#include "protocols/pop3/reply_grammar.hpp"
#include "protocols/wire/limits.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace pecprobe::pop3 {
namespace {

using testing::ElementsAre;

/// Answers every challenge with the same word, sends no password, and notes what it was asked.
class Patient final : public SaslMechanism {
 public:
  explicit Patient(std::vector<std::string>& challenges) : m_challenges(challenges) {}
  [[nodiscard]] std::string_view name() const noexcept override { return "X-PATIENT"; }
  [[nodiscard]] bool client_first() const noexcept override { return false; }
  [[nodiscard]] bool password_sent() const noexcept override { return false; }
  [[nodiscard]] tl::expected<Secret, std::string> respond(std::string_view challenge) override {
    m_challenges.emplace_back(challenge);
    return Secret{"yes"};
  }

 private:
  std::vector<std::string>& m_challenges;
};

TEST(Pop3SaslLogin, AnswersAsManyChallengesAsTheLimitAllowsAndCancelsTheNext) {
  std::vector<std::string> challenges;
  const auto login = make_sasl_login(std::make_unique<Patient>(challenges));
  EXPECT_EQ(login->begin().bytes.reveal(), "AUTH X-PATIENT\r\n");
  for (int i = 0; i < k_max_challenges; ++i) {
    const LoginTurn turn = login->on_reply(*parse_reply("+ bW9yZQ=="));
    ASSERT_EQ(turn.outcome, LoginOutcome::unfinished);
    EXPECT_EQ(turn.command->bytes.reveal(), "eWVz\r\n");
    EXPECT_EQ(turn.command->shown, "eWVz");
  }
  const LoginTurn turn = login->on_reply(*parse_reply("+ bW9yZQ=="));
  EXPECT_EQ(turn.outcome, LoginOutcome::broken);
  EXPECT_EQ(turn.command->bytes.reveal(), "*\r\n");
  EXPECT_EQ(turn.problem, "more than 4 challenges in one login");
  EXPECT_THAT(challenges, ElementsAre("more", "more", "more", "more"));
}

TEST(Pop3SaslLogin, GivesTheMechanismTheDecodedChallengeAndNothingForBadBase64) {
  std::vector<std::string> challenges;
  const auto login = make_sasl_login(std::make_unique<Patient>(challenges));
  (void)login->begin();
  for (const std::string_view line : {"+ ", "+", "+ YQ==", "+ YQ=", "+ not base64"}) {
    (void)login->on_reply(*parse_reply(line));
  }
  EXPECT_THAT(challenges, ElementsAre("", "", "a", ""));
}

TEST(Pop3SaslLogin, KnowsNoAnswersOfOtherProtocols) {
  std::vector<std::string> challenges;
  const auto login = make_sasl_login(std::make_unique<Patient>(challenges));
  (void)login->begin();
  Reply foreign;
  for (const ReplyStatus status : {ReplyStatus::temporary, ReplyStatus::farewell, ReplyStatus::preauth}) {
    foreign.status = status;
    EXPECT_EQ(login->on_reply(foreign).outcome, LoginOutcome::broken);
  }
  EXPECT_FALSE(login->password_sent());
}

TEST(Pop3ChosenLogin, IsTakenInTheOrderOfPreference) {
  const Credentials credentials{"casella@pec.example", Secret{"app-password-1"}};
  const auto chosen = [&](const Capabilities& capabilities) {
    const auto login = choose_login(capabilities, {}, credentials);
    return login ? std::string(login->name()) : std::string{};
  };
  EXPECT_EQ(chosen(Capabilities({"USER", "SASL LOGIN PLAIN"})), "PLAIN");
  EXPECT_EQ(chosen(Capabilities({"USER", "SASL X LOGIN"})), "LOGIN");
  EXPECT_EQ(chosen(Capabilities({"USER", "SASL X"})), "USER/PASS");
  EXPECT_EQ(chosen(Capabilities({"SASL X"})), "");
  EXPECT_EQ(chosen(Capabilities(std::vector<std::string>{})), "");
  EXPECT_EQ(chosen(Capabilities{}), "USER/PASS");
}

}  // namespace
}  // namespace pecprobe::pop3
