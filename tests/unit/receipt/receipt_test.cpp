// Receipts as providers make them.
#include "probe/receipt/receipt.hpp"

#include "tests/support/pec_world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace pecprobe::test {
namespace {

using pecmock::PecEvent;
using testing::ElementsAre;
using testing::IsEmpty;

struct KindOfEvent {
  PecEvent event;
  ReceiptKind kind;

  friend void PrintTo(const KindOfEvent& each, std::ostream* out) { *out << to_string(each.kind); }
};

class AGenuineReceipt : public testing::TestWithParam<KindOfEvent> {};

TEST_P(AGenuineReceipt, holds_and_is_known_for_what_it_is) {
  const Receipt receipt = pec_world().verified(receipt_text(GetParam().event));
  EXPECT_EQ(receipt.kind, GetParam().kind);
  EXPECT_THAT(codes_of(receipt), IsEmpty());
  EXPECT_EQ(receipt.verdict(), ReceiptVerdict::holds);
}

INSTANTIATE_TEST_SUITE_P(every_kind, AGenuineReceipt,
                         testing::Values(KindOfEvent{PecEvent::acceptance, ReceiptKind::acceptance},
                                         KindOfEvent{PecEvent::non_acceptance, ReceiptKind::non_acceptance},
                                         KindOfEvent{PecEvent::taken_in_charge, ReceiptKind::taken_in_charge},
                                         KindOfEvent{PecEvent::delivery, ReceiptKind::delivery},
                                         KindOfEvent{PecEvent::delivery_warning, ReceiptKind::delivery_warning},
                                         KindOfEvent{PecEvent::delivery_error, ReceiptKind::delivery_error},
                                         KindOfEvent{PecEvent::virus, ReceiptKind::virus},
                                         KindOfEvent{PecEvent::envelope, ReceiptKind::envelope},
                                         KindOfEvent{PecEvent::anomaly, ReceiptKind::anomaly}),
                         [](const auto& each) { return std::string(to_string(each.param.kind)); });

TEST(AReceipt, tells_who_signed_it_when_and_how) {
  const Receipt receipt = pec_world().verified(receipt_text(PecEvent::delivery));
  ASSERT_TRUE(receipt.signature && receipt.signature->signer);
  EXPECT_EQ(receipt.signature->digest, "SHA256");
  EXPECT_EQ(receipt.signature->signed_at, k_now - 1h);
  EXPECT_EQ(receipt.signature->signer->subject, "CN=Gestore PEC di prova S.p.A.");
  EXPECT_EQ(receipt.signature->signer->issuer, "CN=Test PEC CA");
  EXPECT_THAT(receipt.signature->signer_addresses, ElementsAre("posta-certificata@gestore.example"));
}

TEST(AReceipt, tells_what_its_headers_say) {
  const Receipt receipt = pec_world().verified(receipt_text(PecEvent::delivery));
  const ReceiptHeaders expected = {"posta-certificata@gestore.example",
                                   {"casella@pec.example"},
                                   "CONSEGNA: Prova",
                                   "Sun, 22 Nov 2026 09:00:00 +0000",
                                   "<avvenuta-consegna.1795338000@gestore.example>",
                                   "<1.20261122@pec.example>",
                                   "avvenuta-consegna",
                                   "",
                                   "completa"};
  EXPECT_EQ(receipt.headers, expected);
}

TEST(AReceipt, of_an_earlier_year_holds_though_its_certificate_has_ended_since) {
  const Receipt receipt = pec_world().verified(receipt_text(PecEvent::delivery), k_now + std::chrono::years{5});
  EXPECT_THAT(codes_of(receipt), ElementsAre(FindingCode::signer_expired_since));
  EXPECT_EQ(receipt.verdict(), ReceiptVerdict::holds);
}

TEST(AReceipt, signed_with_sha1_holds_and_says_so) {
  const auto message =
      pecmock::make_receipt(event_of(PecEvent::acceptance), pec_world().provider(), pecmock::Digest::sha1);
  const Receipt receipt = pec_world().verified(message.text());
  EXPECT_THAT(receipt.findings, ElementsAre(Finding{FindingCode::digest_sha1, "SHA1"}));
  EXPECT_EQ(receipt.verdict(), ReceiptVerdict::holds);
}

TEST(AReceipt, saved_with_the_line_ends_of_unix_holds) {
  std::string text = receipt_text(PecEvent::acceptance);
  text.erase(std::remove(text.begin(), text.end(), '\r'), text.end());
  const Receipt receipt = pec_world().verified(text);
  EXPECT_THAT(codes_of(receipt), ElementsAre(FindingCode::line_ends_restored));
  EXPECT_EQ(receipt.verdict(), ReceiptVerdict::holds);
}

TEST(AReceipt, may_carry_the_message_that_it_is_about) {
  auto event = event_of(PecEvent::delivery);
  event.original = "From: casella@pec.example\r\nX-Ricevuta: errore-consegna\r\nSubject: Prova\r\n\r\nSaluti\r\n";
  const Receipt receipt = pec_world().verified(pecmock::make_receipt(event, pec_world().provider()).text());
  EXPECT_EQ(receipt.kind, ReceiptKind::delivery);
  EXPECT_THAT(codes_of(receipt), IsEmpty());
}

TEST(AReceipt, whose_reference_has_another_domain_holds_and_says_so) {
  const std::string text =
      replaced(receipt_text(PecEvent::acceptance), "X-Riferimento-Message-ID: <1.20261122@pec.example>",
               "X-Riferimento-Message-ID: <1.20261122@other.example>");
  const Receipt receipt = pec_world().verified(text);
  EXPECT_THAT(receipt.findings, ElementsAre(Finding{FindingCode::reference_rewritten,
                                                    "1.20261122@other.example / 1.20261122@pec.example"}));
  EXPECT_EQ(receipt.verdict(), ReceiptVerdict::holds);
}

TEST(AReceipt, addressed_to_somebody_else_says_so) {
  const std::string text =
      replaced(receipt_text(PecEvent::acceptance), "To: casella@pec.example", "To: altri@pec.example");
  EXPECT_THAT(pec_world().verified(text).findings,
              ElementsAre(Finding{FindingCode::addressed_to_another, "altri@pec.example / casella@pec.example"}));
}

TEST(AReceipt, is_trusted_by_the_intermediate_alone) {
  const TrustStore store(X509_STORE_new());
  X509_STORE_add_cert(store.get(), pec_world().provider().chain.front().get());
  EXPECT_THAT(codes_of(verify_receipt(receipt_text(PecEvent::virus), store.get(), k_now)), IsEmpty());
}

TEST(FindingNames, are_unique_and_stand_at_their_places) {
  std::set<std::string_view> names;
  for (std::size_t i = 0; i < all_findings().size(); ++i) {
    EXPECT_EQ(static_cast<std::size_t>(all_findings().at(i).code), i);
    EXPECT_TRUE(names.insert(all_findings().at(i).name).second) << all_findings().at(i).name;
  }
  EXPECT_EQ(all_findings().back().code, FindingCode::receipt_inside);
}

TEST(ReceiptHeaderValue, of_a_failed_delivery_is_not_what_its_subject_says) {
  EXPECT_EQ(kind_of_receipt("errore-consegna"), ReceiptKind::delivery_error);
  EXPECT_EQ(kind_of_receipt("mancata-consegna"), std::nullopt);
  EXPECT_EQ(kind_of_receipt("posta-certificata"), std::nullopt);
  EXPECT_EQ(kind_of_transport("ERRORE"), ReceiptKind::anomaly);
  EXPECT_EQ(kind_of_certification("errore"), std::nullopt);
}

TEST(ReceiptKinds, tell_failure_where_the_message_did_not_get_through) {
  EXPECT_TRUE(tells_failure(ReceiptKind::delivery_error));
  EXPECT_TRUE(tells_failure(ReceiptKind::virus));
  EXPECT_FALSE(tells_failure(ReceiptKind::acceptance));
  EXPECT_FALSE(tells_failure(ReceiptKind::anomaly));
}

}  // namespace
}  // namespace pecprobe::test
