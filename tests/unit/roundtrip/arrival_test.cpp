// What a message that came proves about the one that was sent.
#include "probe/roundtrip/arrival.hpp"

#include "tests/support/pec_world.hpp"

#include <gtest/gtest.h>

namespace pecprobe {
namespace {

using pecmock::CertifiedEvent;
using pecmock::PecEvent;

const std::string k_token = "0123456789abcdef0123456789abcdef";

Sent sent() {
  return {compose("ditta@pec.example", "ditta@pec.example", ReceiptType::brief, k_token, test::k_now),
          "ditta@pec.example", "ditta@pec.example"};
}

CertifiedEvent event_of(PecEvent kind) {
  CertifiedEvent event;
  event.event = kind;
  event.sender = "ditta@pec.example";
  event.recipients = {"ditta@pec.example"};
  event.subject = sent().message.subject;
  event.message_id = '<' + sent().message.message_id + '>';
  event.receipt_type = "breve";
  event.at = test::k_now;
  return event;
}

class ArrivalTest : public testing::Test {
 protected:
  Arrival judged(std::string_view text) const {
    Arrival arrival;
    arrival.receipt = m_world.verified(text, test::k_now + std::chrono::minutes{1});
    judge(arrival, sent());
    return arrival;
  }
  Arrival judged(const CertifiedEvent& event) const {
    return judged(pecmock::make_receipt(event, m_world.provider()).text());
  }

  test::PecWorld m_world;
};

TEST_F(ArrivalTest, EveryKindOfGenuineReceiptIsEvidence) {
  for (const PecEvent kind :
       {PecEvent::acceptance, PecEvent::non_acceptance, PecEvent::delivery, PecEvent::delivery_warning,
        PecEvent::delivery_error, PecEvent::virus, PecEvent::envelope, PecEvent::anomaly}) {
    EXPECT_EQ(judged(event_of(kind)).meaning, ArrivalMeaning::evidence) << pecmock::name_of(kind);
  }
}

TEST_F(ArrivalTest, ARewrittenDomainPartOfTheMessageIdIsStillOurs) {
  CertifiedEvent event = event_of(PecEvent::delivery);
  event.message_id = "<pecprobe." + k_token + "@rewritten.example>";
  EXPECT_EQ(judged(event).meaning, ArrivalMeaning::evidence);
}

TEST_F(ArrivalTest, AGenuineReceiptOfAnotherMessageIsNotOursWhateverItsSubject) {
  CertifiedEvent event = event_of(PecEvent::delivery);
  event.message_id = "<another@pec.example>";
  const Arrival arrival = judged(event);
  EXPECT_EQ(arrival.receipt.verdict(), ReceiptVerdict::holds);
  EXPECT_EQ(arrival.meaning, ArrivalMeaning::other) << "an automatic answer has such a one";
  EXPECT_EQ(arrival.mismatch, Mismatch::another_message);
  EXPECT_FALSE(arrival.is_about_ours(ReceiptKind::delivery));
}

TEST_F(ArrivalTest, AReceiptThatRefersToOursAndCertifiesAnotherIsNotAuthentic) {
  CertifiedEvent event = event_of(PecEvent::delivery);
  event.message_id = "<another@pec.example>";
  Arrival arrival = judged(event);
  arrival.receipt.headers.reference = '<' + sent().message.message_id + '>';
  judge(arrival, sent());
  EXPECT_EQ(arrival.meaning, ArrivalMeaning::not_authentic);
  EXPECT_TRUE(arrival.is_about_ours(ReceiptKind::delivery));
}

TEST_F(ArrivalTest, AnotherSenderOrRecipientIsSaid) {
  CertifiedEvent event = event_of(PecEvent::delivery);
  event.sender = "altra@pec.example";
  EXPECT_EQ(judged(event).mismatch, Mismatch::another_sender);
  event = event_of(PecEvent::delivery);
  event.recipients = {"altra@pec.example"};
  EXPECT_EQ(judged(event).mismatch, Mismatch::another_recipient);
}

TEST_F(ArrivalTest, AnAlteredReceiptIsNotAuthentic) {
  std::string text = pecmock::make_receipt(event_of(PecEvent::delivery), m_world.provider()).text();
  text.replace(text.find("Messaggio \""), 9, "MESSAGGIO");
  EXPECT_EQ(judged(text).meaning, ArrivalMeaning::not_authentic);
}

TEST_F(ArrivalTest, OrdinaryMailWithTheSubjectAndInAPartTheHeadersOfAReceiptIsNotAuthentic) {
  const std::string text = "From: a@b.example\r\nSubject: CONSEGNA: " + sent().message.subject +
                           "\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n" +
                           pecmock::make_receipt(event_of(PecEvent::delivery), m_world.provider()).headers +
                           "\r\nConsegnato.\r\n--x--\r\n";
  EXPECT_EQ(judged(text).meaning, ArrivalMeaning::not_authentic);
}

TEST_F(ArrivalTest, AReceiptThatSomebodyForwardsPretendsNothing) {
  const std::string text = "From: a@b.example\r\nSubject: Fwd: CONSEGNA: " + sent().message.subject +
                           "\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n"
                           "Content-Type: message/rfc822\r\n\r\n" +
                           pecmock::make_receipt(event_of(PecEvent::delivery), m_world.provider()).text() +
                           "\r\n--x--\r\n";
  EXPECT_EQ(judged(text).meaning, ArrivalMeaning::other);
}

TEST_F(ArrivalTest, TheMessageItselfIsOrdinaryMailAndAnAnswerToItIsNothing) {
  EXPECT_EQ(judged(sent().message.text).meaning, ArrivalMeaning::ordinary);
  EXPECT_EQ(judged("From: a@b.example\r\nSubject: Re: " + sent().message.subject + "\r\n\r\nThanks\r\n").meaning,
            ArrivalMeaning::other);
}

TEST(MismatchOf, WithoutAMessageIdTheSubjectDecides) {
  Certification certification;
  certification.kind = "avvenuta-consegna";
  certification.sender = "DITTA@pec.example";
  certification.subject = sent().message.subject;
  EXPECT_EQ(mismatch_of(certification, sent()), Mismatch::none);
  certification.subject = "Fattura";
  EXPECT_EQ(mismatch_of(certification, sent()), Mismatch::another_message);
}

TEST(NamesMessage, LooksAtTheMessagesOwnHeadersOnly) {
  const RoundtripMessage message = sent().message;
  EXPECT_TRUE(names_message("X-Riferimento-Message-ID: <pecprobe." + k_token + "@x.example>\r\n\r\n", message));
  EXPECT_TRUE(names_message("Subject: =?utf-8?Q?CONSEGNA:_Prova_PEC_" + k_token + "?=\r\n\r\n", message));
  EXPECT_TRUE(names_message("Subject: CONSEGNA: Prova PEC\r\n " + k_token + "\r\n\r\n", message));
  EXPECT_FALSE(names_message("Subject: Fattura\r\n\r\nSubject: " + k_token + "\r\n", message));
  EXPECT_FALSE(names_message("X-Note: " + k_token + "\r\n\r\n", message));
}

}  // namespace
}  // namespace pecprobe
