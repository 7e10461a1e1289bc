#include "probe/receipt/rem_evidence.hpp"

#include "fixtures/pec/smime.hpp"
#include "tests/support/pec_world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pecprobe::test {
namespace {

using testing::ElementsAre;

constexpr std::string_view k_evidence =
    "<ns2:Evidence xmlns:ns2=\"http://uri.etsi.org/19522/v1#\" xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">"
    "<ns2:EvidenceIdentifier>ev-1</ns2:EvidenceIdentifier>"
    "<ns2:ERDSEventId>http://uri.etsi.org/19522/Event/SubmissionAcceptance</ns2:ERDSEventId>"
    "<ns2:EventTime>2026-11-22T09:00:00Z</ns2:EventTime><ds:Signature/></ns2:Evidence>";

/// A message with `evidence`, signed by the provider.
std::string rem_message(std::string_view evidence) {
  pecmock::SignedMessage message;
  message.headers = "From: posta-certificata@gestore.example\r\nTo: casella@pec.example\r\nSubject: REM\r\n";
  message.content =
      "Content-Type: multipart/mixed; boundary=r\r\n\r\n--r\r\nContent-Type: application/xml\r\n"
      "REM-Section-Type: rem_message/evidence\r\n\r\n" +
      std::string(evidence) + "\r\n--r--\r\n";
  message.signature = pecmock::detached_signature(message.content, pec_world().provider().signer,
                                                  pec_world().provider().chain, {k_now - 1h, pecmock::Digest::sha256});
  return message.text();
}

TEST(RemEvidence, is_known_by_its_namespace_and_told_by_its_event) {
  EXPECT_EQ(parse_rem_evidence(k_evidence),
            (RemEvidence{"SubmissionAcceptance", "ev-1", "2026-11-22T09:00:00Z", true}));
}

TEST(RemEvidence, of_the_former_format_is_named_by_its_root) {
  EXPECT_EQ(parse_rem_evidence("<r:DeliveryNonDeliveryToRecipient xmlns:r=\"http://uri.etsi.org/02640/v2#\"/>"),
            (RemEvidence{"DeliveryNonDeliveryToRecipient", "", "", false}));
}

TEST(RemEvidence, is_nothing_else) {
  EXPECT_EQ(parse_rem_evidence("<Evidence/>"), std::nullopt);
  EXPECT_EQ(parse_rem_evidence("<ns2:Evidence xmlns=\"http://uri.etsi.org/19522/v1#\"/>"), std::nullopt);
  EXPECT_EQ(parse_rem_evidence("<!DOCTYPE a [<!ENTITY b 'c'>]>" + std::string(k_evidence)), std::nullopt);
  EXPECT_EQ(parse_rem_evidence("no XML"), std::nullopt);
}

TEST(AMessageWithEvidence, is_said_to_be_unverified_though_its_signature_holds) {
  const Receipt receipt = pec_world().verified(rem_message(k_evidence));
  EXPECT_EQ(receipt.kind, ReceiptKind::rem);
  EXPECT_EQ(receipt.rem.size(), 1U);
  EXPECT_THAT(receipt.findings, ElementsAre(Finding{FindingCode::rem_not_verified, "SubmissionAcceptance"}));
  EXPECT_EQ(receipt.verdict(), ReceiptVerdict::unverified);
}

TEST(AMessageWithEvidence, that_was_altered_does_not_hold) {
  const Receipt receipt = pec_world().verified(replaced(rem_message(k_evidence), "Acceptance", "Rejection"));
  EXPECT_THAT(codes_of(receipt), ElementsAre(FindingCode::rem_not_verified, FindingCode::content_altered));
  EXPECT_EQ(receipt.verdict(), ReceiptVerdict::does_not_hold);
}

}  // namespace
}  // namespace pecprobe::test
