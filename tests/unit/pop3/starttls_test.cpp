// STLS: taken, refused, missing, attacked; and the clear-text mode in which it may be missing.
#include "tests/unit/pop3/pop3_script.hpp"

namespace pecprobe::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class Pop3StartTls : public Pop3Test {
 protected:
  Pop3StartTls() { use_tls(TlsMode::starttls); }
};

TEST_F(Pop3StartTls, LearnsTheCapabilitiesAnewInsideTls) {
  const std::string before = capa({"STLS", "USER", "PIPELINING"});
  const std::string after = capa({"SASL PLAIN", "RESP-CODES"});
  const std::vector<ServerTurn> turns = {{"", k_greeting}, {"CAPA", before},     {"STLS", "+OK Begin TLS\r\n"},
                                         {"CAPA", after},  {"AUTH PLAIN", k_ok}, {"STAT", k_stat}};
  for_every_cut(turns, [&](const DialogueFacts& facts, const Conversation& conversation) {
    EXPECT_EQ(facts.stop, Stop::none);
    EXPECT_EQ(conversation.handshakes, 1);
    EXPECT_EQ(facts.starttls_reply->text, "Begin TLS");
    EXPECT_THAT(facts.before_tls, ElementsAre("STLS", "USER", "PIPELINING"));
    EXPECT_THAT(facts.after_tls, ElementsAre("SASL PLAIN", "RESP-CODES"));
    EXPECT_THAT(conversation.shown, ElementsAre("CAPA", "STLS", "CAPA", "AUTH PLAIN <password>", "STAT", "QUIT"));
    // PIPELINING was only announced in clear text, so QUIT waits for STAT.
    EXPECT_THAT(conversation.flights, ElementsAre(1, 1, 1, 1, 1, 1));
    EXPECT_THAT(
        told(conversation.marks),
        ElementsAre("greeting began", "greeting passed", "capabilities began", "capabilities passed", "starttls began",
                    "starttls passed", "capabilities began", "capabilities passed", "authenticate began",
                    "authenticate passed", "mailbox began", "mailbox passed", "logout began"));
  });
}

TEST_F(Pop3StartTls, ForgetsALoginMethodThatOnlyClearTextPromised) {
  const std::string before = capa({"STLS", "USER", "SASL PLAIN"});
  const std::string after = capa({"TOP"});
  for_every_cut({{"", k_greeting}, {"CAPA", before}, {"STLS", k_ok}, {"CAPA", after}},
                [&](const DialogueFacts& facts, const Conversation& conversation) {
                  EXPECT_EQ(facts.stop, Stop::auth_not_offered);
                  EXPECT_THAT(facts.auth.offered, IsEmpty());
                  EXPECT_THAT(conversation.shown, ElementsAre("CAPA", "STLS", "CAPA", "QUIT"));
                });
}

TEST_F(Pop3StartTls, CapabilitiesRefusedInsideTlsLeaveUserAndPass) {
  const std::string before = capa({"STLS", "SASL PLAIN"});
  for_every_cut({{"", k_greeting},
                 {"CAPA", before},
                 {"STLS", k_ok},
                 {"CAPA", "-ERR no\r\n"},
                 {"USER", k_ok},
                 {"PASS", k_ok},
                 {"STAT", k_stat}},
                [&](const DialogueFacts& facts, const Conversation&) {
                  EXPECT_EQ(facts.stop, Stop::none);
                  EXPECT_EQ(facts.auth.mechanism, "USER/PASS");
                  EXPECT_THAT(facts.auth.offered, IsEmpty());
                });
}

TEST_F(Pop3StartTls, RefusedIsReportedWithTheServersWords) {
  const std::string list = capa({"STLS", "USER"});
  for (const std::string_view answer : {"-ERR [SYS/TEMP] not now\r\n", "+ continue\r\n"}) {
    for_every_cut({{"", k_greeting}, {"CAPA", list}, {"STLS", answer}},
                  [&](const DialogueFacts& facts, const Conversation& conversation) {
                    EXPECT_EQ(facts.stop, Stop::starttls_refused);
                    EXPECT_EQ(facts.stopped_at, Step::starttls);
                    EXPECT_THAT(facts.starttls_reply->lines, ElementsAre(answer.substr(0, answer.size() - 2)));
                    EXPECT_THAT(conversation.shown, ElementsAre("CAPA", "STLS", "QUIT"));
                    EXPECT_EQ(conversation.handshakes, 0);
                  });
  }
}

TEST_F(Pop3StartTls, NotAnnouncedEndsBeforeAnyLogin) {
  for (const std::string& answer : {capa({"USER", "SASL PLAIN"}), std::string{"-ERR what\r\n"}}) {
    for_every_cut({{"", k_greeting}, {"CAPA", answer}},
                  [&](const DialogueFacts& facts, const Conversation& conversation) {
                    EXPECT_EQ(facts.stop, Stop::starttls_not_offered);
                    EXPECT_EQ(facts.stopped_at, Step::starttls);
                    EXPECT_THAT(conversation.shown, ElementsAre("CAPA", "QUIT"));
                    EXPECT_EQ(conversation.marks.at(4), (StepMark{Step::starttls, StepMark::Event::began}));
                    EXPECT_EQ(conversation.marks.at(5), (StepMark{Step::starttls, StepMark::Event::failed}));
                  });
  }
}

TEST_F(Pop3StartTls, BytesBehindTheAnswerAreAnInjection) {
  const std::string list = capa({"STLS"});
  const std::string_view good = "+OK Begin TLS\r\n";
  for (const std::string_view injected : {"+OK logged in\r\n", "+OK half a line", "x", "\n"}) {
    const std::string answer = std::string(good) + std::string(injected);
    // Every cut that leaves at least one foreign byte in the segment of the line end.
    for (std::size_t cut = 0; cut < good.size(); ++cut) {
      const auto dialogue = make();
      (void)dialogue->on_open();
      (void)dialogue->on_bytes(k_greeting);
      (void)dialogue->on_bytes(list);
      EXPECT_EQ(dialogue->on_bytes(answer.substr(0, cut)).next, Next::read);
      const Wants wants = dialogue->on_bytes(answer.substr(cut));
      EXPECT_EQ(wants.next, Next::finish);
      EXPECT_THAT(wants.flight, IsEmpty());
      EXPECT_THAT(told(wants.marks), ElementsAre("starttls failed"));
      EXPECT_EQ(dialogue->facts().stop, Stop::starttls_injection);
      EXPECT_EQ(dialogue->facts().stopped_at, Step::starttls);
      EXPECT_EQ(dialogue->facts().unexpected, injected);
    }
  }
}

TEST_F(Pop3StartTls, BytesThatComeBeforeTheHandshakeIsDoneAreAnInjection) {
  const std::string list = capa({"STLS"});
  const auto dialogue = make();
  (void)dialogue->on_open();
  (void)dialogue->on_bytes(k_greeting);
  (void)dialogue->on_bytes(list);
  EXPECT_EQ(dialogue->on_bytes(k_ok).next, Next::start_tls);
  const Wants wants = dialogue->on_bytes("+");
  EXPECT_EQ(wants.next, Next::finish);
  EXPECT_THAT(wants.flight, IsEmpty());
  EXPECT_EQ(dialogue->facts().stop, Stop::starttls_injection);
  EXPECT_EQ(dialogue->facts().unexpected, "+");
  EXPECT_THAT(dialogue->on_tls().flight, IsEmpty());
}

TEST_F(Pop3StartTls, AFailedHandshakeEndsAtTheStepOfTls) {
  const std::string list = capa({"STLS"});
  for (const auto& [end, stop] : std::vector<std::pair<ConnectionEnd, Stop>>{
           {ConnectionEnd::tls_failed, Stop::tls_failed}, {ConnectionEnd::closed, Stop::closed}}) {
    const auto dialogue = make();
    (void)dialogue->on_open();
    (void)dialogue->on_bytes(k_greeting);
    (void)dialogue->on_bytes(list);
    EXPECT_EQ(dialogue->on_bytes(k_ok).next, Next::start_tls);
    const Wants wants = dialogue->on_end(end);
    EXPECT_EQ(wants.next, Next::finish);
    EXPECT_THAT(wants.flight, IsEmpty());
    EXPECT_THAT(wants.marks, IsEmpty());
    EXPECT_EQ(dialogue->facts().stop, stop);
    EXPECT_EQ(dialogue->facts().stopped_at, Step::tls);
  }
}

TEST_F(Pop3StartTls, ATlsReportThatNobodyAskedForOpensNothing) {
  const auto dialogue = make();
  (void)dialogue->on_open();
  EXPECT_THAT(dialogue->on_tls().flight, IsEmpty());
  (void)dialogue->on_bytes(k_greeting);
  EXPECT_THAT(dialogue->on_tls().flight, IsEmpty());
  const Wants wants = dialogue->on_bytes(capa({"USER"}));
  EXPECT_EQ(dialogue->facts().stop, Stop::starttls_not_offered);
  EXPECT_THAT(wants.flight, testing::SizeIs(1));
}

class Pop3ClearText : public Pop3Test {
 protected:
  Pop3ClearText() { use_tls(TlsMode::starttls_if_offered); }
};

TEST_F(Pop3ClearText, UsesTlsWhereItIsOffered) {
  const std::string before = capa({"STLS", "USER"});
  const std::string after = capa({"USER"});
  for_every_cut({{"", k_greeting},
                 {"CAPA", before},
                 {"STLS", k_ok},
                 {"CAPA", after},
                 {"USER", k_ok},
                 {"PASS", k_ok},
                 {"STAT", k_stat}},
                [&](const DialogueFacts& facts, const Conversation& conversation) {
                  EXPECT_EQ(facts.stop, Stop::none);
                  EXPECT_EQ(conversation.handshakes, 1);
                });
}

TEST_F(Pop3ClearText, GoesOnWithoutTlsWhereItIsNotOffered) {
  const std::string list = capa({"SASL PLAIN"});
  for_every_cut({{"", k_greeting}, {"CAPA", list}, {"AUTH", k_ok}, {"STAT", k_stat}},
                [&](const DialogueFacts& facts, const Conversation& conversation) {
                  EXPECT_EQ(facts.stop, Stop::none);
                  EXPECT_THAT(facts.before_tls, ElementsAre("SASL PLAIN"));
                  EXPECT_THAT(facts.after_tls, IsEmpty());
                  EXPECT_THAT(facts.auth.offered, ElementsAre("PLAIN"));
                  EXPECT_EQ(conversation.handshakes, 0);
                });
}

TEST_F(Pop3ClearText, DoesNotLogInWhereTlsWasOfferedAndThenRefused) {
  const std::string list = capa({"STLS", "USER"});
  for_every_cut({{"", k_greeting}, {"CAPA", list}, {"STLS", "-ERR no\r\n"}},
                [&](const DialogueFacts& facts, const Conversation& conversation) {
                  EXPECT_EQ(facts.stop, Stop::starttls_refused);
                  EXPECT_THAT(conversation.shown, ElementsAre("CAPA", "STLS", "QUIT"));
                });
}

TEST_F(Pop3StartTls, IsNotAskedForInsideTls) {
  use_tls(TlsMode::implicit);
  const std::string list = capa({"STLS", "USER"});
  for_every_cut({{"", k_greeting}, {"CAPA", list}, {"USER", "-ERR\r\n"}},
                [&](const DialogueFacts&, const Conversation& conversation) {
                  EXPECT_THAT(conversation.shown, ElementsAre("CAPA", "USER casella@pec.example", "QUIT"));
                });
}

}  // namespace
}  // namespace pecprobe::test
