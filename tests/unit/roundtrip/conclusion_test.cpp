// What a round trip proves.
#include "probe/roundtrip/conclusion.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pecprobe {
namespace {

using testing::ElementsAre;

Arrival arrival(ReceiptKind kind, ArrivalMeaning meaning = ArrivalMeaning::evidence, std::int64_t second = 0) {
  Arrival one;
  one.receipt.kind = kind;
  one.receipt.certification.emplace();
  one.receipt.certification->at = std::chrono::sys_seconds{std::chrono::seconds{second}};
  one.meaning = meaning;
  return one;
}

Roundtrip trip(std::vector<Arrival> arrivals, std::string recipient = "a@pec.example") {
  Roundtrip done;
  done.sent.sender = "a@pec.example";
  done.sent.recipient = std::move(recipient);
  done.submission.emplace();
  done.submission->end = smtp::SubmissionEnd::taken;
  done.arrivals = std::move(arrivals);
  done.end = WaitEnd::time_over;
  return done;
}

const Arrival k_acceptance = arrival(ReceiptKind::acceptance, ArrivalMeaning::evidence, 10);
const Arrival k_delivery = arrival(ReceiptKind::delivery, ArrivalMeaning::evidence, 13);
const Arrival k_envelope = arrival(ReceiptKind::envelope);

TEST(Conclusion, AllThreeAreNeededToOneself) {
  EXPECT_EQ(conclude(trip({k_acceptance, k_envelope, k_delivery})).code, Code::ok);
  const Diagnosis diagnosis = conclude(trip({k_acceptance, k_delivery}));
  EXPECT_EQ(diagnosis.code, Code::receipt_not_received);
  EXPECT_EQ(diagnosis.detail, "envelope");
  EXPECT_EQ(conclude(trip({})).detail, "acceptance, delivery, envelope");
}

TEST(Conclusion, TheEnvelopeOfAnotherMailboxIsNotWaitedFor) {
  const Roundtrip done = trip({k_acceptance, k_delivery}, "b@pec.example");
  EXPECT_TRUE(is_complete(done));
  EXPECT_EQ(conclude(done).code, Code::ok);
}

TEST(Conclusion, AGenuineNoticeOfFailureEndsItWithTheProvidersReason) {
  for (const ReceiptKind kind : {ReceiptKind::non_acceptance, ReceiptKind::delivery_error, ReceiptKind::virus}) {
    Arrival notice = arrival(kind);
    notice.receipt.certification->error = "no-dest";
    notice.receipt.certification->error_detail = "5.1.1 unknown";
    const Roundtrip done = trip({k_acceptance, notice});
    EXPECT_TRUE(is_complete(done));
    const Diagnosis diagnosis = conclude(done);
    EXPECT_EQ(diagnosis.code, Code::receipt_refused);
    EXPECT_THAT(diagnosis.evidence, ElementsAre(Evidence{Evidence::Kind::server_line,
                                                         std::string(to_string(kind)) + ": no-dest: 5.1.1 unknown"}));
  }
}

TEST(Conclusion, TheReceiptOfAnotherMessageNeitherEndsNorProvesAnything) {
  const Roundtrip done = trip({k_acceptance, k_envelope, arrival(ReceiptKind::delivery, ArrivalMeaning::other)});
  EXPECT_FALSE(is_complete(done));
  EXPECT_EQ(conclude(done).code, Code::receipt_not_received);
  EXPECT_EQ(conclude(done).detail, "delivery");
}

TEST(Conclusion, AWarningIsNoEnd) {
  const Roundtrip done = trip({k_acceptance, k_envelope, arrival(ReceiptKind::delivery_warning)});
  EXPECT_FALSE(is_complete(done));
  EXPECT_EQ(conclude(done).code, Code::receipt_not_received);
}

TEST(Conclusion, OneThatIsNotGenuineOutweighsAllThatAre) {
  Arrival forged = arrival(ReceiptKind::delivery, ArrivalMeaning::not_authentic);
  forged.receipt.findings = {{FindingCode::content_altered}, {FindingCode::digest_sha1}};
  const Diagnosis diagnosis = conclude(trip({k_acceptance, k_envelope, k_delivery, forged}));
  EXPECT_EQ(diagnosis.code, Code::receipt_not_authentic);
  EXPECT_THAT(diagnosis.evidence, ElementsAre(Evidence{Evidence::Kind::verify_error, "delivery: content_altered"}));
  forged.receipt.findings.clear();
  forged.mismatch = Mismatch::another_message;
  EXPECT_THAT(conclude(trip({forged})).evidence,
              ElementsAre(Evidence{Evidence::Kind::verify_error, "delivery: another_message"}));
}

TEST(Conclusion, ForgedNoticesProveNoFailureAndNothingIsWaitedForInTheirPlace) {
  const Roundtrip refused = trip({arrival(ReceiptKind::non_acceptance, ArrivalMeaning::not_authentic)});
  EXPECT_FALSE(is_complete(refused));
  EXPECT_EQ(conclude(refused).code, Code::receipt_not_authentic);
  EXPECT_TRUE(
      is_complete(trip({arrival(ReceiptKind::acceptance, ArrivalMeaning::not_authentic), k_envelope, k_delivery})));
}

TEST(Conclusion, OrdinaryMailAndUnverifiedEvidenceProveNothing) {
  EXPECT_EQ(conclude(trip({arrival(ReceiptKind::none, ArrivalMeaning::ordinary),
                           arrival(ReceiptKind::rem, ArrivalMeaning::unverified)}))
                .code,
            Code::receipt_not_received);
}

TEST(Conclusion, AnInterruptionIsCancelledUnlessAllWasThere) {
  Roundtrip done = trip({k_acceptance});
  done.end = WaitEnd::interrupted;
  EXPECT_EQ(conclude(done).code, Code::cancelled);
  done.arrivals = {k_acceptance, k_envelope, k_delivery};
  EXPECT_EQ(conclude(done).code, Code::ok);
}

TEST(DeliveryDelay, IsByTheProvidersClock) {
  EXPECT_EQ(trip({k_acceptance, k_delivery}).delivery_delay(), std::chrono::seconds{3});
  EXPECT_EQ(trip({k_acceptance}).delivery_delay(), std::nullopt);
}

/// A service that was reached and logged in to.
ServiceFacts logged_in(Protocol protocol) {
  ServiceFacts facts;
  facts.endpoint.protocol = protocol;
  facts.resolve.addresses = {"127.0.0.1"};
  facts.connect.attempts = {{"127.0.0.1", ConnectOutcome::connected, 0, {}, {}}};
  facts.connect.address = "127.0.0.1";
  facts.dialogue.auth.attempted = true;
  facts.dialogue.auth.accepted = true;
  return facts;
}

class SubmissionDiagnosis : public testing::Test {
 protected:
  static Code code_of(smtp::SubmissionStage stage, const std::string& line, ReplyStatus status, int code,
                      const std::string& enhanced) {
    smtp::SubmissionOutcome outcome;
    outcome.end = smtp::SubmissionEnd::refused;
    outcome.stage = stage;
    outcome.reply.emplace();
    outcome.reply->status = status;
    outcome.reply->code = code;
    outcome.reply->keyword = std::to_string(code);
    outcome.reply->enhanced = enhanced;
    outcome.reply->text = line;
    outcome.reply->lines = {std::to_string(code) + " " + enhanced + " " + line};
    return diagnose_submission(outcome, logged_in(Protocol::smtp), {}).code;
  }
};

TEST_F(SubmissionDiagnosis, FollowsTheStageAndTheServersWords) {
  using smtp::SubmissionStage;
  EXPECT_EQ(code_of(SubmissionStage::sender, "Sender rejected", ReplyStatus::negative, 553, "5.7.1"),
            Code::sender_refused);
  EXPECT_EQ(code_of(SubmissionStage::recipient, "No such user", ReplyStatus::negative, 550, "5.1.1"),
            Code::recipient_refused);
  EXPECT_EQ(code_of(SubmissionStage::message, "Rejected", ReplyStatus::negative, 554, "5.6.0"), Code::undiagnosed);
  EXPECT_EQ(info(code_of(SubmissionStage::message, "Too many messages", ReplyStatus::temporary, 450, "4.7.1")).verdict,
            Verdict::temporary);
}

TEST_F(SubmissionDiagnosis, AConnectionThatBrokeIsLost) {
  smtp::SubmissionOutcome outcome;
  outcome.end = smtp::SubmissionEnd::lost;
  EXPECT_EQ(diagnose_submission(outcome, logged_in(Protocol::smtp), {}).code, Code::connection_lost);
}

TEST(WatchDiagnosis, IsThatOfTheSessionWhereItNeverLoggedIn) {
  ServiceFacts facts = logged_in(Protocol::imap);
  EXPECT_EQ(diagnose_watch({WatchStop::Kind::refused, "w2 NO"}, facts, {}).code, Code::mailbox_unavailable);
  EXPECT_EQ(diagnose_watch({WatchStop::Kind::not_understood, "x"}, facts, {}).code, Code::protocol_error);
  EXPECT_EQ(diagnose_watch({WatchStop::Kind::lost, "x"}, facts, {}).code, Code::connection_lost);
  facts.dialogue.auth = {};
  facts.dialogue.stop = Stop::auth_not_offered;
  facts.dialogue.stopped_at = Step::authenticate;
  EXPECT_EQ(diagnose_watch({}, facts, {}).code, Code::auth_not_offered);
}

}  // namespace
}  // namespace pecprobe
