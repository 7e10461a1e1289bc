// Greeting and EHLO: who answers, and whether it can be spoken to.
#include "tests/unit/smtp/smtp_talk.hpp"

#include <gmock/gmock.h>

namespace pecprobe::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const auto k_greeting_failed = step(Step::greeting, StepMark::Event::failed);
const auto k_greeting_passed = step(Step::greeting, StepMark::Event::passed);

TEST(SmtpGreeting, MayHaveSeveralLines) {
  converse(SmtpCase{}, {{"", "220-smtps.pec.example ESMTP\r\n220-welcome\r\n220 ready\r\n"}, k_hello, k_accepts},
           [](const auto& facts, const auto&) {
             EXPECT_EQ(facts.stop, Stop::none);
             EXPECT_TRUE(facts.auth.accepted);
             ASSERT_TRUE(facts.greeting);
             EXPECT_EQ(facts.greeting->text, "smtps.pec.example ESMTP welcome ready");
           });
}

TEST(SmtpGreeting, MayEndItsLinesWithLineFeedsAlone) {
  converse(SmtpCase{}, {{"", "220 x ESMTP\n"}, {"EHLO", "250-x\n250 AUTH PLAIN\n"}, {"AUTH PLAIN", "235 ok\n"}},
           [](const auto& facts, const auto&) { EXPECT_TRUE(facts.auth.accepted); });
}

struct Refusal {
  std::string_view sends;
  int code;
  ReplyStatus status;
  bool says_quit;
};

TEST(SmtpGreeting, ThatRefusesStopsBeforeAnyCommand) {
  for (const Refusal& refusal : {Refusal{"421 4.3.2 shutting down\r\n", 421, ReplyStatus::farewell, false},
                                 Refusal{"450 4.7.1 later\r\n", 450, ReplyStatus::temporary, true},
                                 Refusal{"554 5.7.1 no service for you\r\n", 554, ReplyStatus::negative, true},
                                 Refusal{"554-go\r\n554 away\r\n", 554, ReplyStatus::negative, true}}) {
    converse(SmtpCase{}, {{"", refusal.sends}}, [&](const auto& facts, const auto& conversation) {
      EXPECT_EQ(facts.stop, Stop::greeting_refused);
      EXPECT_EQ(facts.stopped_at, Step::greeting);
      ASSERT_TRUE(facts.greeting);
      EXPECT_EQ(facts.greeting->code, refusal.code);
      EXPECT_EQ(facts.greeting->status, refusal.status);
      EXPECT_FALSE(facts.auth.attempted);
      EXPECT_EQ(conversation.next, Next::finish);
      EXPECT_EQ(conversation.shown, refusal.says_quit ? std::vector<std::string>{"QUIT"} : std::vector<std::string>{});
      EXPECT_EQ(conversation.marks,
                refusal.says_quit ? steps({k_greeting_failed, {k_leaving}}) : steps({k_greeting_failed}));
    });
  }
}

struct Foreign {
  std::string_view sends;
  Lookalike looks_like;
};

TEST(SmtpGreeting, OfAnotherProtocolIsRecognised) {
  for (const Foreign& foreign :
       {Foreign{"HTTP/1.1 400 Bad Request\r\n", Lookalike::http}, Foreign{"SSH-2.0-OpenSSH_9.2p1\r\n", Lookalike::ssh},
        Foreign{"+OK POP3 ready\r\n", Lookalike::pop3}, Foreign{"* OK IMAP4rev1 ready\r\n", Lookalike::imap},
        Foreign{"220 ftp.example FTP server ready\r\n", Lookalike::ftp},
        Foreign{"220-Welcome\r\n220 ProFTPD\r\n", Lookalike::ftp}, Foreign{"hello there\r\n", Lookalike::unknown},
        Foreign{"\r\n", Lookalike::unknown}}) {
    converse(SmtpCase{}, {{"", foreign.sends}}, [&](const auto& facts, const auto& conversation) {
      EXPECT_EQ(facts.stop, Stop::not_this_protocol) << foreign.sends;
      EXPECT_EQ(facts.stopped_at, Step::greeting);
      EXPECT_EQ(facts.looks_like, foreign.looks_like) << foreign.sends;
      EXPECT_EQ(facts.unexpected, foreign.sends.substr(0, foreign.sends.find('\r')));
      EXPECT_THAT(conversation.shown, IsEmpty());
      EXPECT_EQ(conversation.marks, k_greeting_failed);
    });
  }
}

TEST(SmtpGreeting, OfAnotherProtocolIsRecognisedWithoutALineEndWhenTheConnectionEnds) {
  for (const ConnectionEnd end : {ConnectionEnd::closed, ConnectionEnd::reset, ConnectionEnd::timed_out}) {
    converse_once(
        SmtpCase{}, {{"", "SSH-2.0-x"}},
        [](const auto& facts, const auto&) {
          EXPECT_EQ(facts.stop, Stop::not_this_protocol);
          EXPECT_EQ(facts.looks_like, Lookalike::ssh);
          EXPECT_EQ(facts.unexpected, "SSH-2.0-x");
        },
        end);
  }
}

TEST(SmtpGreeting, OfAMailServerWithFtpInItsNameIsMail) {
  converse(SmtpCase{}, {{"", "220 ftp.pec.example ESMTP Postfix\r\n"}, k_hello, k_accepts},
           [](const auto& facts, const auto&) { EXPECT_TRUE(facts.auth.accepted); });
}

TEST(SmtpGreeting, WithAMalformedOrUnknownCodeIsAProtocolError) {
  for (const std::string_view greeting : {"2200 ready\r\n", "220ready\r\n", "120 wait\r\n", "650 x\r\n",
                                          "250 ready\r\n", "354 go\r\n", "220-a\r\n421 b\r\n", "220-a\r\nready\r\n"}) {
    converse(SmtpCase{}, {{"", greeting}}, [&](const auto& facts, const auto& conversation) {
      EXPECT_EQ(facts.stop, Stop::protocol_error) << greeting;
      EXPECT_EQ(facts.stopped_at, Step::greeting);
      EXPECT_NE(facts.protocol_error, "");
      EXPECT_NE(facts.unexpected, "");
      EXPECT_THAT(conversation.shown, IsEmpty());
    });
  }
}

TEST(SmtpGreeting, ThatNeverComesLeavesHowTheConnectionEnded) {
  for (const auto& [end, stop] :
       {std::pair{ConnectionEnd::closed, Stop::closed}, std::pair{ConnectionEnd::reset, Stop::reset},
        std::pair{ConnectionEnd::timed_out, Stop::timed_out}, std::pair{ConnectionEnd::tls_failed, Stop::tls_failed},
        std::pair{ConnectionEnd::cancelled, Stop::cancelled}}) {
    converse_once(
        SmtpCase{}, {{"", "220 half a gree"}},
        [stop = stop](const auto& facts, const auto& conversation) {
          EXPECT_EQ(facts.stop, stop);
          EXPECT_EQ(facts.stopped_at, Step::greeting);
          EXPECT_EQ(conversation.next, Next::finish);
          EXPECT_THAT(conversation.shown, IsEmpty());
          EXPECT_EQ(conversation.marks, k_greeting_failed);
        },
        end);
  }
}

TEST(SmtpEhlo, ThatIsRefusedIsNotReplacedByHelo) {
  for (const Refusal& refusal : {Refusal{"500 5.5.2 what\r\n", 500, ReplyStatus::negative, true},
                                 Refusal{"502 5.5.1 not implemented\r\n", 502, ReplyStatus::negative, true},
                                 Refusal{"504 no\r\n", 504, ReplyStatus::negative, true},
                                 Refusal{"451 4.3.0 later\r\n", 451, ReplyStatus::temporary, true},
                                 Refusal{"421 4.7.0 too many connections\r\n", 421, ReplyStatus::farewell, false}}) {
    converse(SmtpCase{}, {k_greeting, {"EHLO", refusal.sends}}, [&](const auto& facts, const auto& conversation) {
      EXPECT_EQ(facts.stop, Stop::commands_refused);
      EXPECT_EQ(facts.stopped_at, Step::capabilities);
      ASSERT_TRUE(facts.capability_reply);
      EXPECT_EQ(facts.capability_reply->code, refusal.code);
      EXPECT_EQ(facts.capability_reply->status, refusal.status);
      const std::vector<std::string> with_quit = {"EHLO [127.0.0.1]", "QUIT"};
      EXPECT_EQ(conversation.shown, refusal.says_quit ? with_quit : std::vector<std::string>{"EHLO [127.0.0.1]"});
      const auto failed = steps({k_greeting_passed, step(Step::capabilities, StepMark::Event::failed)});
      EXPECT_EQ(conversation.marks, refusal.says_quit ? steps({failed, {k_leaving}}) : failed);
    });
  }
}

TEST(SmtpEhlo, IsAnsweredByNoOtherCodeThan250) {
  for (const std::string_view answer : {"220 ready\r\n", "235 ok\r\n", "334 \r\n", "250-x\r\n235 AUTH PLAIN\r\n"}) {
    converse(SmtpCase{}, {k_greeting, {"EHLO", answer}}, [](const auto& facts, const auto& conversation) {
      EXPECT_EQ(facts.stop, Stop::protocol_error);
      EXPECT_EQ(facts.stopped_at, Step::capabilities);
      EXPECT_THAT(conversation.shown, ElementsAre("EHLO [127.0.0.1]"));
    });
  }
}

TEST(SmtpEhlo, ThatWasAnsweredAheadOfTheCommandIsAProtocolError) {
  converse_once(SmtpCase{}, {{"", "220 x ESMTP\r\n250 AUTH PLAIN\r\n"}},
                [](const auto& facts, const auto& conversation) {
                  EXPECT_EQ(facts.stop, Stop::protocol_error);
                  EXPECT_EQ(facts.protocol_error, "a reply ahead of the command that it would answer");
                  EXPECT_EQ(facts.unexpected, "250 AUTH PLAIN\r\n");
                  EXPECT_THAT(conversation.shown, IsEmpty());
                });
}

TEST(SmtpEhlo, ThatCrossesAFarewellIsRefusedByIt) {
  converse(SmtpCase{}, {{"", "220 x ESMTP\r\n421 4.3.2 shutting down\r\n"}}, [](const auto& facts, const auto&) {
    EXPECT_EQ(facts.stop, Stop::commands_refused);
    ASSERT_TRUE(facts.capability_reply);
    EXPECT_EQ(facts.capability_reply->status, ReplyStatus::farewell);
  });
}

}  // namespace
}  // namespace pecprobe::test
