// After the login: STAT, QUIT, and what is still heard while leaving.
#include "tests/unit/pop3/pop3_script.hpp"

namespace pecprobe::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class Pop3Mailbox : public Pop3Test {
 protected:
  /// A dialogue that was just told that its password was accepted.
  [[nodiscard]] std::unique_ptr<Dialogue> logged_in(std::initializer_list<std::string_view> capabilities) const {
    auto dialogue = make();
    (void)dialogue->on_open();
    (void)dialogue->on_bytes(k_greeting);
    (void)dialogue->on_bytes(capa(capabilities));
    (void)dialogue->on_bytes(k_ok);
    return dialogue;
  }
};

TEST_F(Pop3Mailbox, StatAndQuitGoInOneFlightWherePipeliningIsOffered) {
  const std::string list = capa({"SASL PLAIN", "PIPELINING"});
  const std::vector<ServerTurn> turns = {
      {"", k_greeting}, {"CAPA", list}, {"AUTH", k_ok}, {"STAT", "+OK 3 4711 more words\r\n"}, {"QUIT", "+OK bye\r\n"}};
  for_every_cut(turns, [&](const DialogueFacts& facts, const Conversation& conversation) {
    EXPECT_EQ(facts.stop, Stop::none);
    EXPECT_EQ(facts.mailbox.messages, 3U);
    EXPECT_EQ(facts.mailbox.octets, 4711U);
    EXPECT_EQ(facts.mailbox_reply->text, "3 4711 more words");
    EXPECT_THAT(conversation.shown, ElementsAre("CAPA", "AUTH PLAIN <password>", "STAT", "QUIT"));
    EXPECT_THAT(conversation.flights, ElementsAre(1, 1, 2));
    EXPECT_THAT(
        told(conversation.marks),
        ElementsAre("greeting began", "greeting passed", "capabilities began", "capabilities passed",
                    "authenticate began", "authenticate passed", "mailbox began", "logout began", "mailbox passed"));
  });
}

TEST_F(Pop3Mailbox, RefusedInTheSameBreathAsTheLoginIsAcceptedIsRefusedToo) {
  const std::string list = capa({"SASL PLAIN", "PIPELINING"});
  const std::vector<ServerTurn> turns = {
      {"", k_greeting}, {"CAPA", list}, {"AUTH", "+OK Logged in.\r\n-ERR [SYS/TEMP] Internal error\r\n"}};
  for_every_cut(turns, [&](const DialogueFacts& facts, const Conversation& /*conversation*/) {
    EXPECT_EQ(facts.stop, Stop::mailbox_refused);
    EXPECT_TRUE(facts.auth.accepted);
    EXPECT_EQ(facts.mailbox_reply->response_code, "SYS/TEMP");
  });
}

TEST_F(Pop3Mailbox, RefusedIsAnAcceptedLogin) {
  for (const std::string& list : {capa({"SASL PLAIN", "PIPELINING"}), capa({"SASL PLAIN"})}) {
    const std::vector<ServerTurn> turns = {
        {"", k_greeting}, {"CAPA", list}, {"AUTH", k_ok}, {"STAT", "-ERR [SYS/PERM] cannot open\r\n"}};
    for_every_cut(turns, [&](const DialogueFacts& facts, const Conversation& conversation) {
      EXPECT_EQ(facts.stop, Stop::mailbox_refused);
      EXPECT_EQ(facts.stopped_at, Step::mailbox);
      EXPECT_TRUE(facts.auth.accepted);
      EXPECT_EQ(facts.mailbox_reply->response_code, "SYS/PERM");
      EXPECT_EQ(conversation.shown.back(), "QUIT");
    });
  }
}

TEST_F(Pop3Mailbox, CountsUpToSixtyThreeBits) {
  const std::string list = capa({"USER"});
  const DialogueFacts facts = converse(
      {{"", k_greeting}, {"CAPA", list}, {"USER", k_ok}, {"PASS", k_ok}, {"STAT", "+OK 0 9223372036854775807\r\n"}});
  EXPECT_EQ(facts.mailbox.messages, 0U);
  EXPECT_EQ(facts.mailbox.octets, 9223372036854775807U);
}

TEST_F(Pop3Mailbox, MalformedNumbersBreakTheProtocol) {
  const std::string list = capa({"SASL PLAIN"});
  for (const std::string_view answer : {"+OK\r\n", "+OK 3\r\n", "+OK three 4711\r\n", "+OK 3 -1\r\n", "+OK 3 4711x\r\n",
                                        "+OK 3 18446744073709551615\r\n", "+ 3 4711\r\n"}) {
    for_every_cut({{"", k_greeting}, {"CAPA", list}, {"AUTH", k_ok}, {"STAT", answer}},
                  [&](const DialogueFacts& facts, const Conversation& conversation) {
                    EXPECT_EQ(facts.stop, Stop::protocol_error);
                    EXPECT_EQ(facts.stopped_at, Step::mailbox);
                    EXPECT_TRUE(facts.auth.accepted);
                    EXPECT_FALSE(facts.mailbox.messages.has_value());
                    EXPECT_EQ(facts.protocol_error, "the answer to STAT does not begin with two numbers");
                    EXPECT_EQ(conversation.shown.back(), "STAT");
                  });
  }
}

TEST_F(Pop3Mailbox, TheFarewellIsHeardAfterTheEnd) {
  for (const auto& capabilities :
       {std::initializer_list<std::string_view>{"SASL PLAIN", "PIPELINING"}, {"SASL PLAIN"}}) {
    const auto dialogue = logged_in(capabilities);
    EXPECT_EQ(dialogue->on_bytes(k_stat).next, Next::finish);
    EXPECT_FALSE(dialogue->facts().farewell_answered);
    EXPECT_THAT(dialogue->on_bytes("+OK by").marks, IsEmpty());
    const Wants wants = dialogue->on_bytes("e\r\n");
    EXPECT_EQ(wants.next, Next::finish);
    EXPECT_THAT(wants.flight, IsEmpty());
    EXPECT_THAT(told(wants.marks), ElementsAre("logout passed"));
    EXPECT_TRUE(dialogue->facts().farewell_answered);
  }
}

TEST_F(Pop3Mailbox, TheFarewellMayComeWithTheAnswerToStat) {
  const auto dialogue = logged_in({"SASL PLAIN", "PIPELINING"});
  const Wants wants = dialogue->on_bytes("+OK 3 4711\r\n+OK bye\r\n");
  EXPECT_EQ(wants.next, Next::finish);
  EXPECT_THAT(told(wants.marks), ElementsAre("mailbox passed", "logout passed"));
  EXPECT_TRUE(dialogue->facts().farewell_answered);
}

TEST_F(Pop3Mailbox, BytesBehindStatDoNotAnswerAQuitThatWasNotYetSent) {
  const auto dialogue = logged_in({"SASL PLAIN"});
  const Wants wants = dialogue->on_bytes("+OK 3 4711\r\n+OK bye\r\n");
  EXPECT_THAT(told(wants.marks), ElementsAre("mailbox passed", "logout began"));
  EXPECT_FALSE(dialogue->facts().farewell_answered);
}

TEST_F(Pop3Mailbox, ARefusedFarewellChangesNothing) {
  const auto dialogue = logged_in({"SASL PLAIN"});
  (void)dialogue->on_bytes(k_stat);
  EXPECT_THAT(told(dialogue->on_bytes("-ERR busy\r\n").marks), ElementsAre("logout failed"));
  EXPECT_TRUE(dialogue->facts().farewell_answered);
  EXPECT_EQ(dialogue->facts().stop, Stop::none);
}

TEST_F(Pop3Mailbox, NothingThatComesWhileLeavingChangesTheVerdict) {
  const auto dialogue = logged_in({"SASL PLAIN"});
  (void)dialogue->on_bytes(k_stat);
  for (int i = 0; i < 200; ++i) {
    const Wants wants = dialogue->on_bytes(std::string(10'000, 'x'));
    EXPECT_EQ(wants.next, Next::finish);
    EXPECT_THAT(wants.flight, IsEmpty());
    EXPECT_THAT(wants.marks, IsEmpty());
  }
  const Wants wants = dialogue->on_end(ConnectionEnd::reset);
  EXPECT_EQ(wants.next, Next::finish);
  EXPECT_THAT(wants.flight, IsEmpty());
  EXPECT_EQ(dialogue->facts().stop, Stop::none);
  EXPECT_TRUE(dialogue->facts().auth.accepted);
  EXPECT_FALSE(dialogue->facts().farewell_answered);
}

}  // namespace
}  // namespace pecprobe::test
