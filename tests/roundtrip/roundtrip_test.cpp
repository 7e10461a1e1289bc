// `pecprobe roundtrip` as a user runs it, against a provider of certified mail that pecmock plays: every receipt, every
// forgery, and nothing in the mailbox changed but what was announced.
#include "tests/roundtrip/played_roundtrip.hpp"

#include <gmock/gmock.h>

namespace pecprobe::test {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;
using testing::UnorderedElementsAre;

std::string code_of(const json& report) { return report.at("roundtrip").at("diagnosis").at("code"); }

/// "acceptance evidence", in their order.
std::vector<std::string> arrivals_of(const json& report) {
  std::vector<std::string> out;
  for (const json& arrival : report.at("roundtrip").at("arrivals")) {
    out.push_back(arrival.at("kind").get<std::string>() + " " + arrival.at("meaning").get<std::string>());
  }
  return out;
}

std::vector<std::string> faults_of(const json& arrival) {
  std::vector<std::string> out;
  for (const json& finding : arrival.at("findings")) {
    if (finding.at("weight") != "remark") {
      out.push_back(finding.at("code"));
    }
  }
  if (arrival.at("mismatch") != "none") {
    out.push_back(arrival.at("mismatch"));
  }
  return out;
}

TEST(Roundtrip, AllThreeMessagesComeOverImapWithIdle) {
  const PlayedRoundtrip played(with_pec(""));
  const json report = played.report();
  EXPECT_EQ(code_of(report), "ok");
  EXPECT_EQ(report.at("exit"), 0);
  EXPECT_EQ(report.at("verdict"), "pass");
  EXPECT_THAT(arrivals_of(report),
              UnorderedElementsAre("acceptance evidence", "delivery evidence", "envelope evidence"));
  EXPECT_EQ(report.at("roundtrip").at("waiting").at("method"), "idle");
  EXPECT_EQ(report.at("roundtrip").at("delivery_delay_s"), 0);
  EXPECT_EQ(played.messages(), 1);
}

TEST(Roundtrip, NothingInTheMailboxChangesAndLoginsAreFour) {
  const PlayedRoundtrip played(with_pec(""));
  ASSERT_EQ(code_of(played.report()), "ok");
  EXPECT_THAT(played.commands(Protocol::imap), Each(testing::AnyOf("AUTHENTICATE", "CAPABILITY", "EXAMINE", "NOOP",
                                                                   "UID FETCH", "IDLE", "DONE", "LOGOUT")));
  EXPECT_THAT(played.all_commands(), Not(HasSubstr(" BODY[")));  // only BODY.PEEK
  EXPECT_EQ(played.logins(), 4);
}

TEST(Roundtrip, ItPollsWhereTheServerHasNoIdle) {
  const PlayedRoundtrip played(with_pec("late delivery 1500ms") + "imap { capability remove \"IDLE\" }\n");
  const json report = played.report();
  EXPECT_EQ(code_of(report), "ok");
  EXPECT_EQ(report.at("roundtrip").at("waiting").at("method"), "polling");
  EXPECT_GE(report.at("roundtrip").at("waiting").at("looks"), 2);
  EXPECT_THAT(played.commands(Protocol::imap), Not(Contains("IDLE")));
}

TEST(Roundtrip, Pop3LooksWithUidlAndTopAndRetrievesNothing) {
  const PlayedRoundtrip played(with_pec(""));
  const json report = played.report({}, Protocol::pop3);
  EXPECT_EQ(code_of(report), "ok");
  EXPECT_EQ(report.at("roundtrip").at("waiting").at("method"), "uidl");
  EXPECT_THAT(played.commands(Protocol::pop3), Each(testing::AnyOf("CAPA", "AUTH", "STAT", "UIDL", "TOP", "QUIT")));
  EXPECT_EQ(played.logins(), 5);  // two of the test, the baseline, one to send, one look
}

TEST(Roundtrip, WhatIsLateIsWaitedFor) {
  const PlayedRoundtrip played(with_pec("late delivery 1s\nlate envelope 500ms"));
  const json report = played.report();
  EXPECT_EQ(code_of(report), "ok");
  EXPECT_THAT(arrivals_of(report), ElementsAre("acceptance evidence", "envelope evidence", "delivery evidence"));
}

TEST(Roundtrip, WhatDoesNotComeIsNoFailure) {
  const PlayedRoundtrip played(with_pec("missing delivery"));
  const json report = played.report({"--wait", "1s"});
  EXPECT_EQ(code_of(report), "receipt_not_received");
  EXPECT_EQ(report.at("verdict"), "unverified");
  EXPECT_EQ(report.at("exit"), 4);
  EXPECT_EQ(report.at("roundtrip").at("waiting").at("end"), "time_over");
}

TEST(Roundtrip, WhatComesTwiceCountsOnce) {
  const PlayedRoundtrip played(with_pec("twice acceptance\ntwice envelope"));
  const json report = played.report();
  EXPECT_EQ(code_of(report), "ok");
  EXPECT_EQ(report.at("roundtrip").at("arrivals").size(), 5U);
}

struct Notice {
  std::string_view statement;
  std::string_view kind;
};

TEST(Roundtrip, EveryNoticeOfFailureEndsItWithTheProvidersReason) {
  for (const Notice& notice :
       {Notice{"instead acceptance non_acceptance \"altro\" \"5.7.1 policy\"", "non_acceptance"},
        Notice{"instead delivery delivery_error \"no-dest\" \"5.1.1 unknown\"", "delivery_error"},
        Notice{"instead delivery virus \"virus\" \"EICAR\"", "virus"}}) {
    const PlayedRoundtrip played(with_pec(notice.statement));
    const json report = played.report();
    EXPECT_EQ(code_of(report), "receipt_refused") << notice.kind;
    EXPECT_EQ(report.at("exit"), 1);
    EXPECT_EQ(report.at("roundtrip").at("waiting").at("end"), "complete");
    EXPECT_THAT(report.at("roundtrip").at("diagnosis").at("evidence").at(0).at("text").get<std::string>(),
                StartsWith(std::string(notice.kind) + ": "));
  }
}

TEST(Roundtrip, AWarningThatItIsLateIsNoFailure) {
  const PlayedRoundtrip played(with_pec("instead delivery delivery_warning \"altro\" \"12 ore\""));
  const json report = played.report({"--wait", "1s"});
  EXPECT_EQ(code_of(report), "receipt_not_received");
  EXPECT_THAT(arrivals_of(report), Contains("delivery_warning evidence"));
}

struct Forged {
  std::string_view forgery;
  std::vector<std::string> faults;
};

TEST(Roundtrip, EveryForgeryIsToldFromWhatIsGenuine) {
  const std::vector<Forged> forgeries = {{"wrong_signer", {"signer_is_not_sender"}},
                                         {"foreign_authority", {"signer_not_trusted"}},
                                         {"expired", {"signer_expired"}},
                                         {"altered", {"content_altered"}}};
  for (const Forged& forged : forgeries) {
    for (const std::string_view message : {"acceptance", "envelope", "delivery"}) {
      const PlayedRoundtrip played(with_pec(fmt::format("forged {} {}", message, forged.forgery)));
      const json report = played.report();
      EXPECT_EQ(code_of(report), "receipt_not_authentic") << forged.forgery;
      EXPECT_EQ(report.at("exit"), 1);
      for (const json& arrival : report.at("roundtrip").at("arrivals")) {
        const bool is_forged = arrival.at("kind") == message;
        EXPECT_EQ(arrival.at("meaning"), is_forged ? "not_authentic" : "evidence") << forged.forgery << message;
        EXPECT_EQ(faults_of(arrival), is_forged ? forged.faults : std::vector<std::string>{}) << forged.forgery;
      }
    }
  }
}

TEST(Roundtrip, TheReceiptOfAnotherMessageWithThisSubjectCountsForNothing) {
  const PlayedRoundtrip played(with_pec("forged delivery other_message"));
  const json report = played.report({"--wait", "1s"});
  EXPECT_EQ(code_of(report), "receipt_not_received");
  EXPECT_THAT(arrivals_of(report), UnorderedElementsAre("acceptance evidence", "envelope evidence", "delivery other"));
  EXPECT_THAT(played.run({"--yes", "--wait", "1s"}).out,
              AllOf(HasSubstr("about another message"), HasSubstr("Delivery"), HasSubstr("not come")));
}

TEST(Roundtrip, AReceiptInsideOrdinaryMailIsNone) {
  const PlayedRoundtrip played(with_pec("forged delivery look_alike"));
  const json report = played.report({"--wait", "1s"});
  EXPECT_EQ(code_of(report), "receipt_not_authentic");
  EXPECT_THAT(arrivals_of(report),
              UnorderedElementsAre("acceptance evidence", "envelope evidence", "none not_authentic"));
}

TEST(Roundtrip, OrdinaryMailServersDeliverWithoutCertifying) {
  const PlayedRoundtrip played("account \"casella@pec.example\" { password \"app-password-1\" }");
  const json report = played.report({"--wait", "1s"});
  EXPECT_EQ(code_of(report), "receipt_not_received");
  EXPECT_THAT(arrivals_of(report), ElementsAre("none ordinary"));
  const ProgramRun italian = played.run({"--yes", "--wait", "1s", "--lang", "it"});
  EXPECT_THAT(italian.out, HasSubstr("Accettazione, Avvenuta consegna")) << "the kinds by their Italian names";
}

TEST(Roundtrip, NothingIsSentWhereTheTestDoesNotPass) {
  const PlayedRoundtrip played(with_pec("") + "account \"casella@pec.example\" { password \"another\" }");
  const json report = played.report();
  EXPECT_EQ(report.at("verdict"), "fail");
  EXPECT_TRUE(report.at("roundtrip").is_null());
  EXPECT_EQ(report.at("exit"), 1);
  EXPECT_EQ(played.messages(), 0);
  const ProgramRun text = played.run({"--yes"});
  EXPECT_THAT(text.out, AllOf(HasSubstr("Nothing was sent: the test"), Not(HasSubstr("successfully"))));
}

TEST(Roundtrip, WithoutATerminalNothingIsSentUnlessItWasAgreedTo) {
  const PlayedRoundtrip played(with_pec(""));
  const ProgramRun run = played.run({});
  EXPECT_EQ(run.exit_status, 2);
  EXPECT_THAT(run.err, HasSubstr("needs --yes"));
  EXPECT_EQ(played.logins(), 0);
}

TEST(Roundtrip, OnlyAnAccountOfOnesOwnIsWrittenTo) {
  const PlayedRoundtrip played(with_pec("") +
                               "account \"casella@pec.example\" { password \"app-password-1\" }\n"
                               "account \"altra@pec.example\" { password \"x\" }");
  EXPECT_THAT(played.run({"--yes", "--to", "altra@pec.example"}).err, HasSubstr("--to needs --accounts"));
  const std::string accounts = played.server().folder().file(
      "accounts.csv", "address,imap,smtp\naltra@pec.example,imaps://a.example,smtps://a.example\n");
  const ProgramRun refused = played.run({"--yes", "--to", "terza@pec.example", "--accounts", accounts});
  EXPECT_EQ(refused.exit_status, 2);
  EXPECT_THAT(refused.err, HasSubstr("terza@pec.example is not an account"));
  EXPECT_EQ(played.logins(), 0);
  const json report = played.report({"--to", "altra@pec.example", "--accounts", accounts});
  EXPECT_EQ(code_of(report), "ok");
  EXPECT_THAT(arrivals_of(report), UnorderedElementsAre("acceptance evidence", "delivery evidence"));
}

TEST(Roundtrip, ARefusedRecipientIsDiagnosedAndNothingIsWaitedFor) {
  const PlayedRoundtrip played(with_pec("") + "smtp { on RCPT reply \"550 5.1.1 no such user\" }");
  const json report = played.report();
  EXPECT_EQ(code_of(report), "recipient_refused");
  EXPECT_EQ(report.at("exit"), 1);
  EXPECT_EQ(report.at("roundtrip").at("sending").at("result"), "refused");
  EXPECT_EQ(report.at("roundtrip").at("waiting").at("end"), "not_begun");
}

TEST(Roundtrip, AnAnswerThatIsLostLeavesItToTheReceipts) {
  const PlayedRoundtrip played(with_pec("") + "smtp { on message { cut } }");
  const json report = played.report({"--wait", "1s"});
  EXPECT_EQ(report.at("roundtrip").at("sending").at("result"), "unknown");
  EXPECT_EQ(code_of(report), "receipt_not_received");
}

TEST(Roundtrip, TheTextSaysWhatHappenedInBothLanguages) {
  const PlayedRoundtrip played(with_pec("forged delivery altered"));
  const ProgramRun english = played.run({"--yes"});
  EXPECT_THAT(english.out, AllOf(HasSubstr("NOT genuine"), HasSubstr("The content is not what was signed."),
                                 HasSubstr("The receipt is not authentic")));
  EXPECT_THAT(english.err, AllOf(HasSubstr("One PEC will be sent"), HasSubstr("Waiting for the receipts")));
  const ProgramRun italian = played.run({"--yes", "--lang", "it"});
  EXPECT_THAT(italian.out,
              AllOf(HasSubstr("NON autentica"), HasSubstr("Il contenuto non è quello che è stato firmato.")));
  EXPECT_THAT(italian.out + english.out + italian.err + english.err, Not(HasSubstr(std::string(k_password))));
}

}  // namespace
}  // namespace pecprobe::test
