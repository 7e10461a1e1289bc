// What servers say to a login that they do not accept.
#include "tests/unit/smtp/smtp_talk.hpp"

#include <gmock/gmock.h>

namespace pecprobe::test {
namespace {

using testing::ElementsAre;

struct Refusal {
  std::string_view sends;
  Reply reply;
};

Reply reply(ReplyStatus status, int code, std::string enhanced, std::string text, std::vector<std::string> lines) {
  Reply reply;
  reply.status = status;
  reply.keyword = std::to_string(code);
  reply.code = code;
  reply.enhanced = std::move(enhanced);
  reply.text = std::move(text);
  reply.lines = std::move(lines);
  return reply;
}

const std::vector<Refusal>& refusals() {
  static const std::vector<Refusal> k_refusals = {
      {"535 5.7.8 Authentication failed\r\n",
       reply(ReplyStatus::negative, 535, "5.7.8", "Authentication failed", {"535 5.7.8 Authentication failed"})},
      {"535 Incorrect authentication data\r\n",
       reply(ReplyStatus::negative, 535, "", "Incorrect authentication data", {"535 Incorrect authentication data"})},
      {"535\r\n", reply(ReplyStatus::negative, 535, "", "", {"535"})},
      {"454 4.7.0 Temporary authentication failure\r\n",
       reply(ReplyStatus::temporary, 454, "4.7.0", "Temporary authentication failure",
             {"454 4.7.0 Temporary authentication failure"})},
      {"534 5.7.9 Application password needed\r\n",
       reply(ReplyStatus::negative, 534, "5.7.9", "Application password needed",
             {"534 5.7.9 Application password needed"})},
      {"525 5.7.13 User account disabled\r\n",
       reply(ReplyStatus::negative, 525, "5.7.13", "User account disabled", {"525 5.7.13 User account disabled"})},
      {"530 5.7.0 Must issue a STARTTLS command first\r\n",
       reply(ReplyStatus::negative, 530, "5.7.0", "Must issue a STARTTLS command first",
             {"530 5.7.0 Must issue a STARTTLS command first"})},
      {"538 5.7.11 Encryption required\r\n",
       reply(ReplyStatus::negative, 538, "5.7.11", "Encryption required", {"538 5.7.11 Encryption required"})},
      {"450 4.7.1 Error: too many AUTH commands\r\n",
       reply(ReplyStatus::temporary, 450, "4.7.1", "Error: too many AUTH commands",
             {"450 4.7.1 Error: too many AUTH commands"})},
      {"534-5.7.9 Application-specific password\r\n534 5.7.9 required\r\n",
       reply(ReplyStatus::negative, 534, "5.7.9", "Application-specific password required",
             {"534-5.7.9 Application-specific password", "534 5.7.9 required"})},
      {"535-5.7.8 one\r\n535-\r\n535\r\n",
       reply(ReplyStatus::negative, 535, "5.7.8", "one", {"535-5.7.8 one", "535-", "535"})},
  };
  return k_refusals;
}

TEST(SmtpRefusal, IsKeptAsItStoodAndNotTriedAgain) {
  for (const Refusal& refusal : refusals()) {
    converse(SmtpCase{}, {k_greeting, k_hello, {"AUTH PLAIN", refusal.sends}},
             [&](const auto& facts, const auto& conversation) {
               EXPECT_EQ(facts.stop, Stop::auth_refused);
               EXPECT_EQ(facts.stopped_at, Step::authenticate);
               EXPECT_TRUE(facts.auth.attempted);
               EXPECT_FALSE(facts.auth.accepted);
               EXPECT_EQ(facts.auth.reply, refusal.reply);
               EXPECT_THAT(conversation.shown, ElementsAre("EHLO [127.0.0.1]", "AUTH PLAIN <password>", "QUIT"));
               EXPECT_EQ(conversation.marks, steps({step(Step::greeting, StepMark::Event::passed),
                                                    step(Step::capabilities, StepMark::Event::passed),
                                                    step(Step::authenticate, StepMark::Event::failed),
                                                    {k_leaving}}));
             });
  }
}

TEST(SmtpRefusal, ByAFarewellIsNotFollowedByQuit) {
  converse(SmtpCase{}, {k_greeting, k_hello, {"AUTH PLAIN", "421 4.7.0 Too many errors\r\n"}},
           [](const auto& facts, const auto& conversation) {
             EXPECT_EQ(facts.stop, Stop::auth_refused);
             ASSERT_TRUE(facts.auth.reply);
             EXPECT_EQ(facts.auth.reply->status, ReplyStatus::farewell);
             EXPECT_EQ(facts.farewell, std::nullopt);
             EXPECT_THAT(conversation.shown, ElementsAre("EHLO [127.0.0.1]", "AUTH PLAIN <password>"));
           });
}

TEST(SmtpRefusal, OfTheMechanismComesBeforeThePasswordOfLogin) {
  converse(SmtpCase{}, {k_greeting, {"EHLO", "250-x\r\n250 AUTH LOGIN\r\n"}, {"AUTH LOGIN", "504 5.5.4 not here\r\n"}},
           [](const auto& facts, const auto& conversation) {
             EXPECT_EQ(facts.stop, Stop::auth_refused);
             EXPECT_FALSE(facts.auth.attempted);
             EXPECT_THAT(conversation.shown, ElementsAre("EHLO [127.0.0.1]", "AUTH LOGIN", "QUIT"));
           });
}

TEST(SmtpRefusal, IsNeitherMadeNorUndoneByAReplyWithTwoCodes) {
  for (const auto& [answer, rule] :
       {std::pair{"535-no\r\n235 yes\r\n", "one reply carries both the codes 535 and 235"},
        std::pair{"235-yes\r\n535 no\r\n", "one reply carries both the codes 235 and 535"},
        std::pair{"235-yes\r\n235-yes\r\n234 yes\r\n", "one reply carries both the codes 235 and 234"}}) {
    converse(SmtpCase{}, {k_greeting, k_hello, {"AUTH PLAIN", answer}},
             [rule = rule](const auto& facts, const auto& conversation) {
               EXPECT_EQ(facts.stop, Stop::protocol_error);
               EXPECT_EQ(facts.stopped_at, Step::authenticate);
               EXPECT_EQ(facts.protocol_error, rule);
               EXPECT_FALSE(facts.auth.accepted);
               EXPECT_EQ(facts.auth.reply, std::nullopt);
               EXPECT_THAT(conversation.shown, ElementsAre("EHLO [127.0.0.1]", "AUTH PLAIN <password>"));
             });
  }
}

TEST(SmtpRefusal, AndSuccessNeedAWellFormedCode) {
  for (const std::string_view answer :
       {"2350 ok\r\n", "+235 ok\r\n", "23\r\n", "235ok\r\n", "235\tok\r\n", " 235 ok\r\n", "\r\n", "OK\r\n",
        "+OK logged in\r\n", "A1 OK done\r\n", "999 x\r\n", "135 ok\r\n", "235-ok\r\n235\r\r\n"}) {
    converse(SmtpCase{}, {k_greeting, k_hello, {"AUTH PLAIN", answer}},
             [&](const auto& facts, const auto& conversation) {
               EXPECT_EQ(facts.stop, Stop::protocol_error) << answer;
               EXPECT_FALSE(facts.auth.accepted);
               EXPECT_NE(facts.protocol_error, "");
               EXPECT_EQ(conversation.shown.back(), "AUTH PLAIN <password>");
             });
  }
}

}  // namespace
}  // namespace pecprobe::test
