// STARTTLS (RFC 3207): no password before it, nothing believed from before it, nothing slipped in
// behind it.
#include "tests/unit/smtp/smtp_talk.hpp"

#include <gmock/gmock.h>

namespace pecprobe::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr ServerTurn k_hello_with_starttls = {"EHLO", "250-smtp.pec.example\r\n250-STARTTLS\r\n250 SIZE 10\r\n"};
constexpr ServerTurn k_go_ahead = {"STARTTLS", "220 2.0.0 Ready to start TLS\r\n"};

TEST(SmtpStarttls, IsFollowedByANewEhloAndTheLogin) {
  converse(SmtpCase{TlsMode::starttls}, {k_greeting, k_hello_with_starttls, k_go_ahead, k_hello, k_accepts},
           [](const auto& facts, const auto& conversation) {
             EXPECT_EQ(facts.stop, Stop::none);
             EXPECT_TRUE(facts.auth.accepted);
             EXPECT_EQ(conversation.handshakes, 1);
             EXPECT_THAT(facts.before_tls, ElementsAre("STARTTLS", "SIZE 10"));
             EXPECT_THAT(facts.after_tls, ElementsAre("SIZE 1048576", "AUTH PLAIN LOGIN"));
             EXPECT_THAT(conversation.shown, ElementsAre("EHLO [127.0.0.1]", "STARTTLS", "EHLO [127.0.0.1]",
                                                         "AUTH PLAIN <password>", "QUIT"));
             EXPECT_EQ(conversation.marks, steps({step(Step::greeting, StepMark::Event::passed),
                                                  step(Step::capabilities, StepMark::Event::passed),
                                                  step(Step::starttls, StepMark::Event::passed),
                                                  step(Step::capabilities, StepMark::Event::passed),
                                                  step(Step::authenticate, StepMark::Event::passed),
                                                  {k_leaving}}));
           });
}

TEST(SmtpStarttls, ThatIsNotOfferedStopsBeforeTheLogin) {
  converse(SmtpCase{TlsMode::starttls}, {k_greeting, k_hello}, [](const auto& facts, const auto& conversation) {
    EXPECT_EQ(facts.stop, Stop::starttls_not_offered);
    EXPECT_EQ(facts.stopped_at, Step::starttls);
    EXPECT_THAT(facts.before_tls, ElementsAre("SIZE 1048576", "AUTH PLAIN LOGIN"));
    EXPECT_THAT(facts.after_tls, IsEmpty());
    EXPECT_THAT(conversation.shown, ElementsAre("EHLO [127.0.0.1]", "QUIT"));
    EXPECT_EQ(conversation.marks, steps({step(Step::greeting, StepMark::Event::passed),
                                         step(Step::capabilities, StepMark::Event::passed),
                                         step(Step::starttls, StepMark::Event::failed),
                                         {k_leaving}}));
  });
}

struct Refusal {
  std::string_view sends;
  int code;
  bool says_quit;
};

TEST(SmtpStarttls, IsRefusedByEveryOtherCodeThan220) {
  for (const Refusal& refusal :
       {Refusal{"454 4.7.0 TLS not available\r\n", 454, true}, Refusal{"501 5.5.4 no parameters\r\n", 501, true},
        Refusal{"502-not\r\n502 implemented\r\n", 502, true}, Refusal{"250 ok\r\n", 250, true},
        Refusal{"334 go on\r\n", 334, true}, Refusal{"421 bye\r\n", 421, false}}) {
    converse(SmtpCase{TlsMode::starttls}, {k_greeting, k_hello_with_starttls, {"STARTTLS", refusal.sends}},
             [&](const auto& facts, const auto& conversation) {
               EXPECT_EQ(facts.stop, Stop::starttls_refused);
               EXPECT_EQ(facts.stopped_at, Step::starttls);
               ASSERT_TRUE(facts.starttls_reply);
               EXPECT_EQ(facts.starttls_reply->code, refusal.code);
               EXPECT_EQ(conversation.handshakes, 0);
               EXPECT_EQ(conversation.shown.back(), refusal.says_quit ? "QUIT" : "STARTTLS");
             });
  }
}

TEST(SmtpStarttls, ThatIsAnsweredByNoReplyIsAProtocolError) {
  converse(SmtpCase{TlsMode::starttls}, {k_greeting, k_hello_with_starttls, {"STARTTLS", "+ go on\r\n"}},
           [](const auto& facts, const auto& conversation) {
             EXPECT_EQ(facts.stop, Stop::protocol_error);
             EXPECT_EQ(facts.stopped_at, Step::starttls);
             EXPECT_EQ(conversation.handshakes, 0);
           });
}

TEST(SmtpStarttls, WithBytesBehindItsAnswerIsAnInjection) {
  constexpr std::string_view k_answer = "220 go ahead\r\n";
  for (const std::string_view injected :
       {"250 AUTH PLAIN\r\n", "250-x\r\n250 AUTH PLAIN\r\n235 ok\r\n", "250 AU", "X", "\r\n"}) {
    const std::string answer = std::string(k_answer) + std::string(injected);
    const std::vector<ServerTurn> turns = {k_greeting, k_hello_with_starttls, {"STARTTLS", answer}};
    const std::size_t before = k_greeting.sends.size() + k_hello_with_starttls.sends.size();
    for (std::size_t cut = 0; cut < before + k_answer.size(); ++cut) {
      const SmtpCase smtp_case{TlsMode::starttls};
      const auto dialogue = smtp_case.make();
      const Conversation conversation = play_cut_at(*dialogue, turns, cut);
      expect_lawful(smtp_case, dialogue->facts(), conversation);
      EXPECT_EQ(dialogue->facts().stop, Stop::starttls_injection);
      EXPECT_EQ(dialogue->facts().stopped_at, Step::starttls);
      EXPECT_EQ(dialogue->facts().unexpected, injected);
      EXPECT_EQ(conversation.handshakes, 0);
      EXPECT_THAT(conversation.shown, ElementsAre("EHLO [127.0.0.1]", "STARTTLS"));
      EXPECT_EQ(conversation.marks.back(), (StepMark{Step::starttls, StepMark::Event::failed}));
    }
  }
}

TEST(SmtpStarttls, WithClearTextBytesDuringTheHandshakeIsAnInjection) {
  const SmtpCase smtp_case{TlsMode::starttls};
  const auto dialogue = smtp_case.make();
  static_cast<void>(dialogue->on_open());
  static_cast<void>(dialogue->on_bytes(k_greeting.sends));
  static_cast<void>(dialogue->on_bytes(k_hello_with_starttls.sends));
  ASSERT_EQ(dialogue->on_bytes(k_go_ahead.sends).next, Next::start_tls);
  const Wants wants = dialogue->on_bytes("2");
  EXPECT_EQ(wants.next, Next::finish);
  EXPECT_TRUE(wants.flight.empty());
  EXPECT_EQ(dialogue->facts().stop, Stop::starttls_injection);
  EXPECT_EQ(dialogue->facts().stopped_at, Step::starttls);
  EXPECT_EQ(dialogue->facts().unexpected, "2");
}

TEST(SmtpStarttls, AndItsHandshakeAreOverOnceTheyFailed) {
  const SmtpCase smtp_case{TlsMode::starttls};
  const auto dialogue = smtp_case.make();
  static_cast<void>(dialogue->on_open());
  static_cast<void>(dialogue->on_bytes(k_greeting.sends));
  static_cast<void>(dialogue->on_bytes(k_hello_with_starttls.sends));
  ASSERT_EQ(dialogue->on_bytes(k_go_ahead.sends).next, Next::start_tls);
  static_cast<void>(dialogue->on_end(ConnectionEnd::tls_failed));
  for (const Wants& wants :
       {dialogue->on_bytes("250 late\r\n"), dialogue->on_tls(), dialogue->on_end(ConnectionEnd::closed)}) {
    EXPECT_EQ(wants.next, Next::finish);
    EXPECT_TRUE(wants.flight.empty());
    EXPECT_TRUE(wants.marks.empty());
  }
  EXPECT_EQ(dialogue->facts().stop, Stop::tls_failed);
  EXPECT_EQ(dialogue->facts().stopped_at, Step::tls);
  EXPECT_EQ(dialogue->facts().unexpected, "");
}

TEST(SmtpStarttls, WhoseHandshakeFailsStopsAtTheTlsStep) {
  for (const auto& [end, stop] :
       {std::pair{ConnectionEnd::tls_failed, Stop::tls_failed}, std::pair{ConnectionEnd::closed, Stop::closed},
        std::pair{ConnectionEnd::timed_out, Stop::timed_out}}) {
    const SmtpCase smtp_case{TlsMode::starttls};
    const auto dialogue = smtp_case.make();
    static_cast<void>(dialogue->on_open());
    static_cast<void>(dialogue->on_bytes(k_greeting.sends));
    static_cast<void>(dialogue->on_bytes(k_hello_with_starttls.sends));
    ASSERT_EQ(dialogue->on_bytes(k_go_ahead.sends).next, Next::start_tls);
    const Wants wants = dialogue->on_end(end);
    EXPECT_EQ(wants.next, Next::finish);
    EXPECT_TRUE(wants.flight.empty());
    EXPECT_TRUE(wants.marks.empty());
    EXPECT_EQ(dialogue->facts().stop, stop);
    EXPECT_EQ(dialogue->facts().stopped_at, Step::tls);
  }
}

TEST(SmtpStarttls, MayBeTheOnlyPlaceWhereAuthIsAnnounced) {
  converse(SmtpCase{TlsMode::starttls},
           {k_greeting, k_hello_with_starttls, k_go_ahead, {"EHLO", "250-x\r\n250 AUTH PLAIN\r\n"}, k_accepts},
           [](const auto& facts, const auto&) {
             EXPECT_TRUE(facts.auth.accepted);
             EXPECT_THAT(facts.auth.offered, ElementsAre("PLAIN"));
           });
}

TEST(SmtpStarttls, MakesVoidWhatWasAnnouncedBeforeIt) {
  converse(SmtpCase{TlsMode::starttls},
           {k_greeting,
            {"EHLO", "250-x\r\n250-STARTTLS\r\n250 AUTH PLAIN\r\n"},
            k_go_ahead,
            {"EHLO", "250-x\r\n250 SIZE 10\r\n"}},
           [](const auto& facts, const auto& conversation) {
             EXPECT_EQ(facts.stop, Stop::auth_not_offered);
             EXPECT_EQ(facts.stopped_at, Step::authenticate);
             EXPECT_THAT(facts.before_tls, ElementsAre("STARTTLS", "AUTH PLAIN"));
             EXPECT_THAT(facts.after_tls, ElementsAre("SIZE 10"));
             EXPECT_THAT(facts.auth.offered, IsEmpty());
             EXPECT_EQ(conversation.shown.back(), "QUIT");
           });
}

TEST(SmtpStarttls, IsDoneWhereItIsOptionalAndOffered) {
  converse(SmtpCase{TlsMode::starttls_if_offered}, {k_greeting, k_hello_with_starttls, k_go_ahead, k_hello, k_accepts},
           [](const auto& facts, const auto& conversation) {
             EXPECT_TRUE(facts.auth.accepted);
             EXPECT_EQ(conversation.handshakes, 1);
           });
}

TEST(SmtpStarttls, ThatIsOptionalAndRefusedStillStopsBeforeTheLogin) {
  converse(SmtpCase{TlsMode::starttls_if_offered},
           {k_greeting, {"EHLO", "250-x\r\n250-STARTTLS\r\n250 AUTH PLAIN\r\n"}, {"STARTTLS", "454 4.7.0 not now\r\n"}},
           [](const auto& facts, const auto&) { EXPECT_EQ(facts.stop, Stop::starttls_refused); });
}

TEST(SmtpClearText, LogsInWithoutAnInitialResponse) {
  converse(SmtpCase{TlsMode::starttls_if_offered},
           {k_greeting, k_hello, {"AUTH PLAIN", "334 \r\n"}, {"<password>", "235 2.7.0 ok\r\n"}},
           [](const auto& facts, const auto& conversation) {
             EXPECT_TRUE(facts.auth.accepted);
             EXPECT_THAT(facts.before_tls, ElementsAre("SIZE 1048576", "AUTH PLAIN LOGIN"));
             EXPECT_THAT(facts.after_tls, IsEmpty());
             EXPECT_THAT(conversation.shown, ElementsAre("EHLO [127.0.0.1]", "AUTH PLAIN", "<password>", "QUIT"));
             EXPECT_EQ(conversation.marks, steps({step(Step::greeting, StepMark::Event::passed),
                                                  step(Step::capabilities, StepMark::Event::passed),
                                                  {{Step::starttls, StepMark::Event::skipped}},
                                                  step(Step::authenticate, StepMark::Event::passed),
                                                  {k_leaving}}));
           });
}

TEST(SmtpClearText, KeepsThePasswordWhenTheServerWantsTlsFirst) {
  for (const auto& [answer, code] : {std::pair{"530 5.7.0 Must issue a STARTTLS command first\r\n", 530},
                                     std::pair{"538 5.7.11 Encryption required\r\n", 538}}) {
    converse(SmtpCase{TlsMode::starttls_if_offered}, {k_greeting, k_hello, {"AUTH PLAIN", answer}},
             [code = code](const auto& facts, const auto&) {
               EXPECT_EQ(facts.stop, Stop::auth_refused);
               EXPECT_FALSE(facts.auth.attempted);
               ASSERT_TRUE(facts.auth.reply);
               EXPECT_EQ(facts.auth.reply->code, code);
             });
  }
}

TEST(SmtpClearText, WithoutAuthNeedsTls) {
  converse(SmtpCase{TlsMode::starttls_if_offered}, {k_greeting, {"EHLO", "250-x\r\n250 SIZE 10\r\n"}},
           [](const auto& facts, const auto& conversation) {
             EXPECT_EQ(facts.stop, Stop::auth_needs_tls);
             EXPECT_EQ(facts.stopped_at, Step::authenticate);
             EXPECT_THAT(conversation.shown, ElementsAre("EHLO [127.0.0.1]", "QUIT"));
           });
}

}  // namespace
}  // namespace pecprobe::test
