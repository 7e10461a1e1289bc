// May this login send as this address: MAIL, RCPT, RSET, and never a message.
#include "tests/unit/smtp/smtp_talk.hpp"

#include <gmock/gmock.h>

namespace pecprobe::test {
namespace {

using testing::ElementsAre;

constexpr ServerTurn k_hello_pipelining = {"EHLO", "250-x\r\n250-PIPELINING\r\n250 AUTH PLAIN\r\n"};
constexpr ServerTurn k_mail_ok = {"MAIL", "250 2.1.0 Ok\r\n"};
constexpr ServerTurn k_rcpt_ok = {"RCPT", "250 2.1.5 Ok\r\n"};
constexpr ServerTurn k_rset_ok = {"RSET", "250 2.0.0 Ok\r\n"};
constexpr std::string_view k_not_owned =
    "553 5.7.1 <casella@pec.example>: Sender address rejected: not owned by user "
    "altra@pec.example\r\n";

const auto k_logged_in =
    steps({step(Step::greeting, StepMark::Event::passed), step(Step::capabilities, StepMark::Event::passed),
           step(Step::authenticate, StepMark::Event::passed)});
const auto k_sender_passed = step(Step::sender, StepMark::Event::passed);
const std::vector<StepMark> k_recipient_skipped = {{Step::recipient, StepMark::Event::skipped}};

SmtpCase sender_case() {
  SmtpCase smtp_case;
  smtp_case.check_sender = "casella@pec.example";
  return smtp_case;
}

/// The commands after the login, and how many of them went out at once.
struct Way {
  ServerTurn hello;
  std::vector<std::size_t> flights;
};
const Way k_one_by_one = {k_hello, {1, 1, 1, 1, 1, 1}};
const Way k_in_one_group = {k_hello_pipelining, {1, 1, 4}};

std::vector<std::string> login_and(const std::vector<std::string>& rest) {
  std::vector<std::string> all = {"EHLO [127.0.0.1]", "AUTH PLAIN <password>"};
  all.insert(all.end(), rest.begin(), rest.end());
  return all;
}

const std::vector<std::string> k_whole_check =
    login_and({"MAIL FROM:<casella@pec.example>", "RCPT TO:<casella@pec.example>", "RSET", "QUIT"});

TEST(SmtpSender, ThatIsAcceptedLeavesNothingBehind) {
  for (const Way& way : {k_one_by_one, k_in_one_group}) {
    converse(sender_case(), {k_greeting, way.hello, k_accepts, k_mail_ok, k_rcpt_ok, k_rset_ok},
             [&](const auto& facts, const auto& conversation) {
               EXPECT_EQ(facts.stop, Stop::none);
               EXPECT_TRUE(facts.auth.accepted);
               ASSERT_TRUE(facts.sender_reply && facts.recipient_reply);
               EXPECT_EQ(facts.sender_reply->enhanced, "2.1.0");
               EXPECT_EQ(facts.recipient_reply->enhanced, "2.1.5");
               EXPECT_EQ(conversation.shown, k_whole_check);
               EXPECT_EQ(conversation.flights, way.flights);
               EXPECT_EQ(
                   conversation.marks,
                   steps({k_logged_in, k_sender_passed, step(Step::recipient, StepMark::Event::passed), {k_leaving}}));
             });
  }
}

TEST(SmtpSender, IsCheckedWithAnotherRecipientWhenAsked) {
  SmtpCase smtp_case = sender_case();
  smtp_case.check_recipient = "altra@pec.test";
  converse(smtp_case,
           {k_greeting, k_hello, k_accepts, k_mail_ok, {"RCPT TO:<altra@pec.test>", "251 forwarded\r\n"}, k_rset_ok},
           [](const auto& facts, const auto&) { EXPECT_EQ(facts.stop, Stop::none); });
}

TEST(SmtpSender, ThatMailRefusesIsRefused) {
  converse(sender_case(), {k_greeting, k_hello, k_accepts, {"MAIL", k_not_owned}, k_rset_ok},
           [](const auto& facts, const auto& conversation) {
             EXPECT_EQ(facts.stop, Stop::sender_refused);
             EXPECT_EQ(facts.stopped_at, Step::sender);
             EXPECT_TRUE(facts.auth.accepted);
             ASSERT_TRUE(facts.sender_reply);
             EXPECT_EQ(facts.sender_reply->code, 553);
             EXPECT_EQ(facts.recipient_reply, std::nullopt);
             EXPECT_EQ(conversation.shown, login_and({"MAIL FROM:<casella@pec.example>", "RSET", "QUIT"}));
             EXPECT_EQ(
                 conversation.marks,
                 steps({k_logged_in, step(Step::sender, StepMark::Event::failed), k_recipient_skipped, {k_leaving}}));
           });
}

TEST(SmtpSender, ThatMailRefusesInAGroupIsRefusedWhateverRcptSays) {
  for (const auto& [rcpt, code] :
       {std::pair{"503 5.5.1 Error: need MAIL command\r\n", 503}, std::pair{"250 2.1.5 Ok\r\n", 250},
        std::pair{"553 5.7.1 Sender address rejected\r\n", 553}}) {
    converse(sender_case(),
             {k_greeting,
              k_hello_pipelining,
              k_accepts,
              {"MAIL", "450 4.1.8 Sender address rejected\r\n"},
              {"RCPT", rcpt},
              k_rset_ok},
             [code = code](const auto& facts, const auto& conversation) {
               EXPECT_EQ(facts.stop, Stop::sender_refused);
               EXPECT_EQ(facts.stopped_at, Step::sender);
               ASSERT_TRUE(facts.sender_reply && facts.recipient_reply);
               EXPECT_EQ(facts.sender_reply->code, 450);
               EXPECT_EQ(facts.sender_reply->status, ReplyStatus::temporary);
               EXPECT_EQ(facts.recipient_reply->code, code);
               EXPECT_EQ(conversation.shown, k_whole_check);
               EXPECT_EQ(
                   conversation.marks,
                   steps({k_logged_in, step(Step::sender, StepMark::Event::failed), k_recipient_skipped, {k_leaving}}));
             });
  }
}

TEST(SmtpSender, ThatRcptNamesIsRefused) {
  for (const std::string_view rcpt :
       {k_not_owned, std::string_view{"553 not owned: SENDER login mismatch\r\n"},
        std::string_view{"554 5.7.1 <casella@pec.example>: Sender address rejected: Access denied\r\n"},
        std::string_view{"450 4.1.8 <casella@pec.example>: Sender address rejected: Domain not found\r\n"},
        std::string_view{"501 5.1.7 Bad sender address syntax\r\n"},
        std::string_view{"553-5.7.1 not\r\n553 5.7.1 your sender\r\n"}}) {
    for (const Way& way : {k_one_by_one, k_in_one_group}) {
      converse(
          sender_case(), {k_greeting, way.hello, k_accepts, k_mail_ok, {"RCPT", rcpt}, k_rset_ok},
          [&](const auto& facts, const auto& conversation) {
            EXPECT_EQ(facts.stop, Stop::sender_refused) << rcpt;
            EXPECT_EQ(facts.stopped_at, Step::recipient);
            ASSERT_TRUE(facts.sender_reply && facts.recipient_reply);
            EXPECT_NE(facts.sender_reply->status, ReplyStatus::positive);
            EXPECT_EQ(facts.sender_reply, facts.recipient_reply);
            EXPECT_EQ(conversation.shown, k_whole_check);
            EXPECT_EQ(conversation.flights, way.flights);
            EXPECT_EQ(
                conversation.marks,
                steps({k_logged_in, k_sender_passed, step(Step::recipient, StepMark::Event::failed), {k_leaving}}));
          });
    }
  }
}

TEST(SmtpRecipient, ThatIsRefusedForItsOwnSakeSaysNothingAboutTheSender) {
  for (const std::string_view rcpt :
       {"550 5.1.1 <casella@pec.example>: User unknown\r\n", "553 5.1.3 bad address\r\n",
        "554 5.7.1 Relay access denied\r\n", "450 4.2.0 greylisted, sender must retry\r\n",
        "452 4.2.2 Mailbox full\r\n", "550 5.1.0 sender is fine\r\n"}) {
    for (const Way& way : {k_one_by_one, k_in_one_group}) {
      converse(sender_case(), {k_greeting, way.hello, k_accepts, k_mail_ok, {"RCPT", rcpt}, k_rset_ok},
               [&](const auto& facts, const auto& conversation) {
                 EXPECT_EQ(facts.stop, Stop::recipient_refused) << rcpt;
                 EXPECT_EQ(facts.stopped_at, Step::recipient);
                 ASSERT_TRUE(facts.sender_reply && facts.recipient_reply);
                 EXPECT_EQ(facts.sender_reply->code, 250);
                 EXPECT_EQ(facts.recipient_reply->lines.front(), rcpt.substr(0, rcpt.find('\r')));
                 EXPECT_EQ(conversation.shown, k_whole_check);
               });
    }
  }
}

TEST(SmtpSender, CheckThatIsEndedByAFarewellSaysNothingMore) {
  for (const Way& way : {k_one_by_one, k_in_one_group}) {
    converse(sender_case(), {k_greeting, way.hello, k_accepts, {"MAIL", "421 4.3.0 closing\r\n"}},
             [](const auto& facts, const auto&) {
               EXPECT_EQ(facts.stop, Stop::sender_refused);
               ASSERT_TRUE(facts.sender_reply);
               EXPECT_EQ(facts.sender_reply->status, ReplyStatus::farewell);
             });
    converse(sender_case(), {k_greeting, way.hello, k_accepts, k_mail_ok, {"RCPT", "421 4.3.0 closing\r\n"}},
             [](const auto& facts, const auto&) {
               EXPECT_EQ(facts.stop, Stop::recipient_refused);
               ASSERT_TRUE(facts.recipient_reply);
               EXPECT_EQ(facts.recipient_reply->status, ReplyStatus::farewell);
             });
  }
}

TEST(SmtpSender, CheckWithAnAnswerThatIsNoneIsAProtocolError) {
  for (const Way& way : {k_one_by_one, k_in_one_group}) {
    converse(sender_case(), {k_greeting, way.hello, k_accepts, {"MAIL", "354 go ahead\r\n"}},
             [](const auto& facts, const auto&) {
               EXPECT_EQ(facts.stop, Stop::protocol_error);
               EXPECT_EQ(facts.stopped_at, Step::sender);
               EXPECT_TRUE(facts.auth.accepted);
             });
    converse(sender_case(), {k_greeting, way.hello, k_accepts, k_mail_ok, {"RCPT", "2500\r\n"}},
             [](const auto& facts, const auto&) {
               EXPECT_EQ(facts.stop, Stop::protocol_error);
               EXPECT_EQ(facts.stopped_at, Step::recipient);
               EXPECT_TRUE(facts.auth.accepted);
             });
  }
}

TEST(SmtpSender, VerdictStandsWhateverBecomesOfRset) {
  for (const std::string_view rset : {"500 what\r\n", "421 bye\r\n", "garbage\r\n", ""}) {
    converse(sender_case(), {k_greeting, k_hello, k_accepts, k_mail_ok, k_rcpt_ok, {"RSET", rset}},
             [&](const auto& facts, const auto& conversation) {
               EXPECT_EQ(facts.stop, Stop::none);
               EXPECT_EQ(conversation.next, Next::finish);
               EXPECT_EQ(facts.farewell.has_value(), rset.starts_with("421"));
               EXPECT_EQ(conversation.shown.back(), rset.starts_with("500") ? "QUIT" : "RSET");
             });
    converse(sender_case(), {k_greeting, k_hello, k_accepts, {"MAIL", k_not_owned}, {"RSET", rset}},
             [](const auto& facts, const auto&) { EXPECT_EQ(facts.stop, Stop::sender_refused); });
  }
}

TEST(SmtpSender, CheckNotesTheFarewellOfAGroup) {
  const SmtpCase smtp_case = sender_case();
  const auto dialogue = smtp_case.make();
  ASSERT_EQ(play(*dialogue,
                 {k_greeting, k_hello_pipelining, k_accepts, {"MAIL", "250 ok\r\n250 ok\r\n250 ok\r\n221 bye\r\n"}})
                .next,
            Next::finish);
  EXPECT_EQ(dialogue->facts().stop, Stop::none);
  EXPECT_TRUE(dialogue->facts().farewell_answered);
}

TEST(SmtpSender, CheckIsBrokenOffByAnAnswerAheadOfItsCommand) {
  converse_once(sender_case(), {k_greeting, k_hello, k_accepts, {"MAIL", "250 ok\r\n250 ok\r\n"}},
                [](const auto& facts, const auto& conversation) {
                  EXPECT_EQ(facts.stop, Stop::protocol_error);
                  EXPECT_EQ(facts.stopped_at, Step::recipient);
                  EXPECT_TRUE(facts.auth.accepted);
                  EXPECT_EQ(conversation.shown, login_and({"MAIL FROM:<casella@pec.example>"}));
                });
}

TEST(SmtpSender, WithAccentsIsAnnouncedWhereTheServerKnowsHow) {
  SmtpCase accented;
  accented.check_sender = "perché@pec.example";
  SmtpCase accented_recipient;
  accented_recipient.check_sender = "casella@pec.example";
  accented_recipient.check_recipient = "perché@pec.example";
  constexpr ServerTurn k_hello_utf8 = {"EHLO", "250-x\r\n250-SMTPUTF8\r\n250 AUTH PLAIN\r\n"};
  const auto mail_line = [](const SmtpCase& smtp_case, ServerTurn hello) {
    std::string line;
    converse_once(smtp_case, {k_greeting, hello, k_accepts, k_mail_ok, k_rcpt_ok, k_rset_ok},
                  [&](const auto&, const auto& conversation) { line = conversation.written.at(2); });
    return line;
  };
  EXPECT_EQ(mail_line(accented, k_hello_utf8), "MAIL FROM:<perché@pec.example> SMTPUTF8\r\n");
  EXPECT_EQ(mail_line(accented, k_hello), "MAIL FROM:<perché@pec.example>\r\n");
  EXPECT_EQ(mail_line(accented_recipient, k_hello_utf8), "MAIL FROM:<casella@pec.example> SMTPUTF8\r\n");
  EXPECT_EQ(mail_line(sender_case(), k_hello_utf8), "MAIL FROM:<casella@pec.example>\r\n");
}

TEST(SmtpSender, IsNotCheckedAfterARefusedLogin) {
  converse(sender_case(), {k_greeting, k_hello_pipelining, {"AUTH PLAIN", "535 5.7.8 no\r\n"}},
           [](const auto& facts, const auto& conversation) {
             EXPECT_EQ(facts.stop, Stop::auth_refused);
             EXPECT_EQ(conversation.shown, login_and({"QUIT"}));
           });
}

}  // namespace
}  // namespace pecprobe::test
