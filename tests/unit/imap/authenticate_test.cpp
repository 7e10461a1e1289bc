// AUTHENTICATE with mechanisms of every shape: what is written for which challenge.
#include "protocols/imap/authenticate.hpp"

#include "protocols/wire/limits.hpp"

#include <gmock/gmock.h>

#include <string>
#include <utility>
#include <vector>

namespace pecprobe::imap {
namespace {

using ::testing::ElementsAre;

using Answer = tl::expected<Secret, std::string>;

enum class First { client, server };

/// Gives prepared responses and notes what it was asked.
class Scripted final : public SaslMechanism {
 public:
  Scripted(std::vector<std::string>& asked, First first, std::vector<Answer> answers)
      : m_asked(asked), m_first(first), m_answers(std::move(answers)) {}

  [[nodiscard]] std::string_view name() const noexcept override { return "X"; }
  [[nodiscard]] bool client_first() const noexcept override { return m_first == First::client; }
  [[nodiscard]] Answer respond(std::string_view challenge) override {
    m_asked.emplace_back(challenge);
    return m_asked.size() > m_answers.size() ? Secret{} : m_answers[m_asked.size() - 1];
  }
  /// The second response holds the proof, as in SCRAM.
  [[nodiscard]] bool password_sent() const noexcept override { return m_asked.size() > 1; }

 private:
  std::vector<std::string>& m_asked;
  First m_first;
  std::vector<Answer> m_answers;
};

class ImapAuthenticate : public ::testing::Test {
 protected:
  Authenticate client_speaks_first(InitialResponse initial, std::vector<Answer> answers) {
    return {"a7", std::make_unique<Scripted>(m_asked, First::client, std::move(answers)), initial, m_redactor};
  }
  Authenticate server_speaks_first(std::vector<Answer> answers) {
    return {"a7", std::make_unique<Scripted>(m_asked, First::server, std::move(answers)),
            InitialResponse::on_the_command, m_redactor};
  }

  std::vector<std::string> m_asked;
  Redactor m_redactor;  // knows no password: what is masked is masked for what it is
};

std::string bytes(const tl::expected<Outgoing, std::string>& line) { return std::string(line->bytes.reveal()); }

TEST_F(ImapAuthenticate, ThePasswordIsMaskedForWhatItIsAndNotForHowItLooks) {
  auto attempt = client_speaks_first(InitialResponse::on_the_command, {Secret{"name"}, Secret{"proof"}});
  const auto first = attempt.first_line();
  EXPECT_EQ(bytes(first), "a7 AUTHENTICATE X bmFtZQ==\r\n");
  EXPECT_EQ(first->shown, "a7 AUTHENTICATE X bmFtZQ==");
  EXPECT_FALSE(attempt.password_sent());
  const auto second = attempt.next_line("c2FsdA==");
  EXPECT_EQ(bytes(second), "cHJvb2Y=\r\n");
  EXPECT_EQ(second->shown, "<password>");
  EXPECT_TRUE(attempt.password_sent());
  const auto third = attempt.next_line("dj1vaw==");
  EXPECT_EQ(bytes(third), "\r\n");
  EXPECT_EQ(third->shown, "");
  EXPECT_THAT(m_asked, ElementsAre("", "salt", "v=ok"));
}

TEST_F(ImapAuthenticate, AnEmptyInitialResponseIsAnEqualsSign) {
  auto attempt = client_speaks_first(InitialResponse::on_the_command, {Secret{}});
  EXPECT_EQ(bytes(attempt.first_line()), "a7 AUTHENTICATE X =\r\n");
}

TEST_F(ImapAuthenticate, AnInitialResponseWaitsWhereItMayNotRideOnTheCommand) {
  auto attempt = client_speaks_first(InitialResponse::when_asked, {Secret{"name"}});
  EXPECT_EQ(bytes(attempt.first_line()), "a7 AUTHENTICATE X\r\n");
  EXPECT_EQ(bytes(attempt.next_line("")), "bmFtZQ==\r\n");
}

TEST_F(ImapAuthenticate, AMechanismInWhichTheServerSpeaksFirstHasNoInitialResponse) {
  auto attempt = server_speaks_first({Secret{"name"}});
  EXPECT_EQ(bytes(attempt.first_line()), "a7 AUTHENTICATE X\r\n");
  EXPECT_THAT(m_asked, ElementsAre());
  EXPECT_EQ(bytes(attempt.next_line(" aGVsbG8= ")), "bmFtZQ==\r\n");
  EXPECT_THAT(m_asked, ElementsAre("hello"));
}

TEST_F(ImapAuthenticate, AMechanismNeverComputesWithAChallengeThatIsNotBase64) {
  auto attempt = server_speaks_first({Secret{"name"}});
  EXPECT_TRUE(attempt.first_line().has_value());
  EXPECT_EQ(bytes(attempt.next_line("Who are you?")), "bmFtZQ==\r\n");
  EXPECT_THAT(m_asked, ElementsAre(""));
}

TEST_F(ImapAuthenticate, AMechanismThatCannotGoOnSaysWhy) {
  auto attempt = server_speaks_first({tl::unexpected<std::string>("no salt"), tl::unexpected<std::string>("no salt")});
  EXPECT_TRUE(attempt.first_line().has_value());
  EXPECT_EQ(attempt.next_line("c2FsdA==").error(), "no salt");
  EXPECT_EQ(attempt.next_line("====").error(), "a challenge that is not base64: no salt");
  EXPECT_EQ(attempt.cancel()->shown, "*");
}

TEST_F(ImapAuthenticate, AMechanismThatCannotBeginSaysWhy) {
  auto attempt = client_speaks_first(InitialResponse::on_the_command, {tl::unexpected<std::string>("no library")});
  EXPECT_EQ(attempt.first_line().error(), "no library");
}

TEST_F(ImapAuthenticate, OnlySoManyChallengesAreAnswered) {
  auto attempt = server_speaks_first({});
  EXPECT_TRUE(attempt.first_line().has_value());
  for (int i = 0; i < k_max_challenges; ++i) {
    EXPECT_TRUE(attempt.next_line("").has_value());
  }
  EXPECT_EQ(attempt.next_line("").error(), "more than 4 challenges in one login");
}

}  // namespace
}  // namespace pecprobe::imap
