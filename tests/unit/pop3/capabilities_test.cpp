// CAPA: its list, its refusal, its limits.
#include "protocols/pop3/capabilities.hpp"

#include "protocols/wire/limits.hpp"
#include "tests/unit/pop3/pop3_script.hpp"

namespace pecprobe::test {
namespace {

using pop3::Capabilities;
using pop3::capped;
using testing::ElementsAre;
using testing::IsEmpty;

class Pop3Capabilities : public Pop3Test {};

TEST_F(Pop3Capabilities, AreKeptInUpperCaseInTheServersOrderWithoutDuplicates) {
  const std::string list = capa({"Top", "..dotted", "sasl Plain LOGIN", "", "TOP", "Expire 60", "  "});
  const std::vector<ServerTurn> turns = {{"", k_greeting}, {"CAPA", list}, {"AUTH", k_ok}, {"STAT", k_stat}};
  for_every_cut(turns, [&](const DialogueFacts& facts, const Conversation&) {
    EXPECT_THAT(facts.after_tls, ElementsAre("TOP", ".DOTTED", "SASL PLAIN LOGIN", "EXPIRE 60"));
    EXPECT_THAT(facts.before_tls, IsEmpty());
    EXPECT_THAT(facts.after_login, IsEmpty());
    EXPECT_FALSE(facts.capability_reply.has_value());
    EXPECT_EQ(facts.stop, Stop::none);
  });
}

TEST_F(Pop3Capabilities, RefusedLeaveUserAndPass) {
  const std::vector<ServerTurn> turns = {
      {"", k_greeting}, {"CAPA", "-ERR Unknown command.\r\n"}, {"USER", k_ok}, {"PASS", k_ok}, {"STAT", k_stat}};
  for_every_cut(turns, [&](const DialogueFacts& facts, const Conversation& conversation) {
    EXPECT_EQ(facts.stop, Stop::none);
    EXPECT_EQ(facts.auth.mechanism, "USER/PASS");
    EXPECT_TRUE(facts.auth.login_command_offered);
    EXPECT_EQ(facts.capability_reply->text, "Unknown command.");
    EXPECT_THAT(facts.after_tls, IsEmpty());
    EXPECT_THAT(conversation.flights, ElementsAre(1, 1, 1, 1, 1));
    EXPECT_THAT(
        told(conversation.marks),
        ElementsAre("greeting began", "greeting passed", "capabilities began", "capabilities skipped",
                    "authenticate began", "authenticate passed", "mailbox began", "mailbox passed", "logout began"));
  });
}

TEST_F(Pop3Capabilities, AnsweredWithAChallengeBreakTheProtocol) {
  for_every_cut({{"", k_greeting}, {"CAPA", "+ what\r\n"}}, [&](const DialogueFacts& facts, const Conversation& c) {
    EXPECT_EQ(facts.stop, Stop::protocol_error);
    EXPECT_EQ(facts.stopped_at, Step::capabilities);
    EXPECT_EQ(facts.protocol_error, "a challenge in answer to CAPA");
    EXPECT_THAT(c.shown, ElementsAre("CAPA"));
  });
}

TEST_F(Pop3Capabilities, WithoutAnEndAreCutOffAtTheLimitOfLines) {
  std::string list = "+OK\r\n";
  for (std::size_t i = 0; i <= k_max_reply_lines; ++i) {
    list += "X" + std::to_string(i) + "\r\n";
  }
  for (const std::size_t piece : {std::size_t{0}, std::size_t{1}, std::size_t{777}}) {
    const DialogueFacts facts = converse({{"", k_greeting}, {"CAPA", list}}, piece);
    EXPECT_EQ(facts.stop, Stop::protocol_error);
    EXPECT_EQ(facts.stopped_at, Step::capabilities);
    EXPECT_EQ(facts.protocol_error, "the list of capabilities has more than 512 lines");
    EXPECT_THAT(facts.after_tls, IsEmpty());
  }
}

TEST_F(Pop3Capabilities, OfExactlyTheLimitOfLinesAreReadAndSomeOfThemKept) {
  std::string list = "+OK\r\n";
  for (std::size_t i = 1; i < k_max_reply_lines; ++i) {
    list += "X" + std::to_string(i) + "\r\n";
  }
  list += "USER\r\n.\r\n";
  const DialogueFacts facts =
      converse({{"", k_greeting}, {"CAPA", list}, {"USER", k_ok}, {"PASS", k_ok}, {"STAT", k_stat}});
  EXPECT_EQ(facts.stop, Stop::none);
  EXPECT_EQ(facts.after_tls.size(), k_kept_capabilities);
  EXPECT_EQ(facts.after_tls.back(), "X256");
}

TEST_F(Pop3Capabilities, InOneEndlessLineBreakTheLimitOfALine) {
  const std::string list = "+OK\r\n" + std::string(k_max_line + 1, 'X');
  for (const std::size_t piece : {std::size_t{0}, std::size_t{1}, std::size_t{777}}) {
    for (const std::string_view rest : {"", "\n", "\r\n.\r\n"}) {
      const std::string sent = list + std::string(rest);
      const DialogueFacts facts = converse({{"", k_greeting}, {"CAPA", sent}}, piece);
      EXPECT_EQ(facts.stop, Stop::protocol_error) << rest.size();
      EXPECT_EQ(facts.protocol_error, "a line of the server is longer than 8192 bytes");
    }
  }
}

TEST_F(Pop3Capabilities, OfManyLongLinesBreakTheLimitOfTheDialogue) {
  std::string list = "+OK\r\n";
  while (list.size() <= k_max_dialogue_bytes) {
    list += std::string(k_max_line, 'X') + "\r\n";
  }
  for (const std::size_t piece : {std::size_t{0}, std::size_t{4096}}) {
    const DialogueFacts facts = converse({{"", k_greeting}, {"CAPA", list}}, piece);
    EXPECT_EQ(facts.stop, Stop::protocol_error);
    EXPECT_EQ(facts.stopped_at, Step::capabilities);
    EXPECT_EQ(facts.protocol_error, "the server sent more than 524288 bytes");
  }
}

TEST(Pop3CapabilityList, KnowsNothingUntilItWasListed) {
  const Capabilities none;
  EXPECT_FALSE(none.listed());
  EXPECT_FALSE(none.announces("USER"));
  EXPECT_TRUE(Capabilities(std::vector<std::string>{}).listed());
}

TEST(Pop3CapabilityList, AnnouncesWholeNamesOnly) {
  const Capabilities list({"USERS", "STLS", "login-delay 900"});
  EXPECT_FALSE(list.announces("USER"));
  EXPECT_TRUE(list.announces("STLS"));
  EXPECT_TRUE(list.announces("LOGIN-DELAY"));
  EXPECT_FALSE(list.announces("900"));
}

TEST(Pop3CapabilityList, GathersTheMechanismsOfAllSaslLines) {
  EXPECT_THAT(Capabilities({"SASL  plain", "XSASL OTHER", "sasl LOGIN  CRAM-MD5 "}).mechanisms(),
              ElementsAre("PLAIN", "LOGIN", "CRAM-MD5"));
  EXPECT_THAT(Capabilities({"SASL"}).mechanisms(), IsEmpty());
}

TEST(Pop3CapabilityList, CapsWhatIsKeptOfEachLine) {
  const std::vector<std::string> kept = capped({std::string(5000, 'A'), std::string(4000, 'A'), "B"});
  EXPECT_THAT(kept, ElementsAre(std::string(k_kept_line_bytes, 'A'), "B"));
}

}  // namespace
}  // namespace pecprobe::test
