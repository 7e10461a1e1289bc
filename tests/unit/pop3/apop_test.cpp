// APOP: only where nothing better is offered, and only over TLS from the first byte.
#include "protocols/sasl/apop.hpp"

#include "tests/unit/pop3/pop3_script.hpp"

namespace pecprobe::test {
namespace {

using testing::ElementsAre;
using testing::Not;

constexpr std::string_view k_stamped = "+OK POP3 ready <1896.697170952@pec.example>\r\n";

class Pop3Apop : public Pop3Test {
 protected:
  [[nodiscard]] std::string command() const {
    const Secret digest = apop_digest("<1896.697170952@pec.example>", Secret{password()}).value();
    return "APOP " + login() + " " + std::string(digest.reveal()) + "\r\n";
  }
  const std::string m_shown = "APOP " + login() + " <password>";
};

TEST_F(Pop3Apop, IsUsedWhereNothingElseIsOffered) {
  const std::string list = capa({"TOP", "SASL GSSAPI"});
  const std::vector<ServerTurn> turns = {{"", k_stamped}, {"CAPA", list}, {m_shown, k_ok}, {"STAT", k_stat}};
  for_every_cut(turns, [&](const DialogueFacts& facts, const Conversation& conversation) {
    EXPECT_EQ(facts.stop, Stop::none);
    EXPECT_EQ(facts.auth.mechanism, "APOP");
    EXPECT_TRUE(facts.auth.accepted);
    EXPECT_THAT(conversation.written, ElementsAre("CAPA\r\n", command(), "STAT\r\n", "QUIT\r\n"));
    EXPECT_THAT(conversation.shown, ElementsAre("CAPA", m_shown, "STAT", "QUIT"));
  });
}

TEST_F(Pop3Apop, ARefusalIsTheVerdict) {
  const std::string list = capa({"TOP"});
  const std::vector<ServerTurn> turns = {{"", k_stamped}, {"CAPA", list}, {m_shown, "-ERR [AUTH] no\r\n"}};
  const DialogueFacts facts = converse(turns);
  EXPECT_EQ(facts.stop, Stop::auth_refused);
  EXPECT_TRUE(facts.auth.attempted);
  EXPECT_EQ(facts.auth.reply->response_code, "AUTH");
}

TEST_F(Pop3Apop, AChallengeMakesNoSecondAttempt) {
  const std::string list = capa({"TOP"});
  const std::vector<ServerTurn> turns = {{"", k_stamped}, {"CAPA", list}, {m_shown, "+ YQ==\r\n"}};
  EXPECT_EQ(converse(turns).stop, Stop::protocol_error);
}

TEST_F(Pop3Apop, ComesBehindEverythingElse) {
  for (const auto& [line, mechanism] : std::vector<std::pair<std::string, std::string>>{
           {"SASL PLAIN", "PLAIN"}, {"SASL CRAM-MD5", "CRAM-MD5"}, {"USER", "USER/PASS"}}) {
    const std::string list = capa({line});
    const auto dialogue = make();
    static_cast<void>(dialogue->on_open());
    static_cast<void>(dialogue->on_bytes(k_stamped));
    static_cast<void>(dialogue->on_bytes(list));
    EXPECT_EQ(dialogue->facts().auth.mechanism, mechanism);
  }
}

TEST_F(Pop3Apop, IsNotUsedWithAMalformedTimestamp) {
  const std::string list = capa({"TOP"});
  for (const char* greeting : {"+OK ready\r\n", "+OK <no-at-sign>\r\n", "+OK <a@b c>\r\n"}) {
    const DialogueFacts facts = converse({{"", greeting}, {"CAPA", list}});
    EXPECT_EQ(facts.stop, Stop::auth_not_offered);
    EXPECT_FALSE(facts.auth.attempted);
  }
}

/// Whoever can write into the clear part could choose the challenge.
TEST_F(Pop3Apop, TakesNoTimestampFromAGreetingInClear) {
  use_tls(TlsMode::starttls);
  const std::string before = capa({"STLS"});
  const std::string after = capa({"TOP"});
  const DialogueFacts facts = converse({{"", k_stamped}, {"CAPA", before}, {"STLS", k_ok}, {"CAPA", after}});
  EXPECT_EQ(facts.stop, Stop::auth_not_offered);
  EXPECT_FALSE(facts.auth.attempted);
}

TEST_F(Pop3Apop, IsNotUsedInClear) {
  use_tls(TlsMode::starttls_if_offered);
  const std::string list = capa({"TOP"});
  const DialogueFacts facts = converse({{"", k_stamped}, {"CAPA", list}});
  EXPECT_EQ(facts.stop, Stop::auth_needs_tls);
  EXPECT_FALSE(facts.auth.attempted);
}

}  // namespace
}  // namespace pecprobe::test
