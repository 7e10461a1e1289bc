// Every way to forge a receipt that we know of, and what is found.
#include "tests/support/pec_world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

namespace pecprobe::test {
namespace {

using enum FindingCode;
using pecmock::PecEvent;
using pecmock::SignedMessage;
using testing::UnorderedElementsAreArray;

SignedMessage genuine(PecEvent event = PecEvent::delivery) {
  return pecmock::make_receipt(event_of(event), pec_world().provider());
}

/// A receipt that a provider with other options signs in the name of ours.
std::string signed_by(const pecmock::ProviderOptions& options) {
  pecmock::PecProvider stranger = pec_world().provider_with(options);
  stranger.address = pec_world().provider().address;
  return pecmock::make_receipt(event_of(PecEvent::delivery), stranger).text();
}

std::string by_another_address() {
  auto options = pec_world().provider_options();
  options.address = "posta-certificata@altro.example";
  return signed_by(options);
}

std::string by_an_expired_certificate() {
  auto options = pec_world().provider_options();
  options.validity.until = k_now - 2h;
  return signed_by(options);
}

std::string by_a_certificate_of_tomorrow() {
  auto options = pec_world().provider_options();
  options.validity.from = k_now;
  return signed_by(options);
}

std::string by_a_server_certificate() {
  auto options = pec_world().provider_options();
  options.purpose = pecmock::Purpose::server;
  return signed_by(options);
}

std::string by_a_foreign_authority() {
  pecmock::AuthorityOptions options;
  options.common_name = "Foreign CA";
  options.validity = usual_validity();
  return pecmock::make_receipt(event_of(PecEvent::delivery),
                               pecmock::make_provider(pecmock::make_authority(options), pec_world().provider_options()))
      .text();
}

/// The certified data of a delivery under the signature of a failure.
std::string with_other_certified_data() {
  SignedMessage message = genuine(PecEvent::delivery_error);
  message.headers = genuine(PecEvent::delivery).headers;
  message.content = genuine(PecEvent::delivery).content;
  return message.text();
}

std::string with_another_notice() { return replaced(genuine().text(), "Messaggio \"Prova\"", "Messaggio \"Altro\""); }

/// The headers of a delivery around the signed content of a failure: nobody signs headers.
std::string with_other_headers() {
  SignedMessage message = genuine(PecEvent::delivery_error);
  message.headers = genuine(PecEvent::delivery).headers;
  return message.text();
}

std::string about_another_message() {
  return replaced(genuine().text(), "X-Riferimento-Message-ID: <1.2026", "X-Riferimento-Message-ID: <2.2026");
}

std::string of_another_type() {
  return replaced(genuine().text(), "X-TipoRicevuta: completa", "X-TipoRicevuta: breve");
}

std::string without_signature() {
  const SignedMessage message = genuine();
  return message.headers + "MIME-Version: 1.0\r\n" + message.content;
}

std::string with_two_kinds() { return "X-Ricevuta: accettazione\r\n" + genuine().text(); }

std::string with_both_headers() { return "X-Trasporto: posta-certificata\r\n" + genuine().text(); }

std::string with_two_senders() {
  return replaced(genuine().text(), "From: posta", "From: somebody@pec.example, posta");
}

std::string with_a_kind_that_does_not_exist() {
  return replaced(genuine().text(), "X-Ricevuta: avvenuta-consegna", "X-Ricevuta: mancata-consegna");
}

std::string without_certified_data() {
  SignedMessage message = genuine();
  message.content = "Content-Type: text/plain\r\n\r\nConsegnato, parola mia.";
  message.signature = pecmock::detached_signature(message.content, pec_world().provider().signer,
                                                  pec_world().provider().chain, {k_now - 1h, pecmock::Digest::sha256});
  return message.text();
}

std::string signed_next_week() {
  SignedMessage message = genuine();
  message.signature =
      pecmock::detached_signature(message.content, pec_world().provider().signer, pec_world().provider().chain,
                                  {k_now + std::chrono::days{7}, pecmock::Digest::sha256});
  return message.text();
}

std::string with_a_signature_that_is_none() {
  SignedMessage message = genuine();
  message.signature = "this is no CMS";
  return message.text();
}

/// Ordinary mail that carries a genuine receipt: its own headers say nothing of a receipt.
std::string around_a_genuine_receipt() {
  return "From: somebody@mail.example\r\nSubject: CONSEGNA: Prova\r\nContent-Type: multipart/mixed; boundary=x\r\n"
         "\r\n--x\r\nContent-Type: message/rfc822\r\n\r\n" +
         genuine().text() + "\r\n--x--\r\n";
}

/// The headers of a receipt in a part, where some programs would find them.
std::string with_headers_in_a_part() {
  return "From: posta-certificata@gestore.example\r\nContent-Type: multipart/mixed; boundary=x\r\n"
         "\r\n--x\r\nX-Ricevuta: avvenuta-consegna\r\nContent-Type: text/plain\r\n\r\nCONSEGNA\r\n--x--\r\n";
}

struct Forgery {
  std::string_view name;
  std::function<std::string()> message;
  ReceiptVerdict verdict;
  std::vector<FindingCode> findings;

  friend void PrintTo(const Forgery& forgery, std::ostream* out) { *out << forgery.name; }
};

class AForgedReceipt : public testing::TestWithParam<Forgery> {};

TEST_P(AForgedReceipt, does_not_pass_and_says_why) {
  const Receipt receipt = pec_world().verified(GetParam().message());
  EXPECT_EQ(receipt.verdict(), GetParam().verdict);
  EXPECT_THAT(codes_of(receipt), UnorderedElementsAreArray(GetParam().findings));
}

INSTANTIATE_TEST_SUITE_P(
    each, AForgedReceipt,
    testing::Values(
        Forgery{"by_another_address", by_another_address, ReceiptVerdict::does_not_hold, {signer_is_not_sender}},
        Forgery{
            "by_an_expired_certificate", by_an_expired_certificate, ReceiptVerdict::does_not_hold, {signer_expired}},
        Forgery{"by_a_certificate_of_tomorrow",
                by_a_certificate_of_tomorrow,
                ReceiptVerdict::does_not_hold,
                {signer_not_yet_valid}},
        Forgery{
            "by_a_server_certificate", by_a_server_certificate, ReceiptVerdict::does_not_hold, {signer_not_for_mail}},
        Forgery{"by_a_foreign_authority", by_a_foreign_authority, ReceiptVerdict::does_not_hold, {signer_not_trusted}},
        Forgery{
            "with_other_certified_data", with_other_certified_data, ReceiptVerdict::does_not_hold, {content_altered}},
        Forgery{"with_another_notice", with_another_notice, ReceiptVerdict::does_not_hold, {content_altered}},
        Forgery{"with_other_headers", with_other_headers, ReceiptVerdict::does_not_hold, {kind_differs}},
        Forgery{"about_another_message", about_another_message, ReceiptVerdict::does_not_hold, {reference_differs}},
        Forgery{"of_another_type", of_another_type, ReceiptVerdict::does_not_hold, {receipt_type_differs}},
        Forgery{"without_signature", without_signature, ReceiptVerdict::does_not_hold, {not_signed}},
        Forgery{"with_two_kinds", with_two_kinds, ReceiptVerdict::does_not_hold, {header_repeated, kind_differs}},
        Forgery{"with_both_headers", with_both_headers, ReceiptVerdict::does_not_hold, {header_repeated}},
        Forgery{"with_two_senders", with_two_senders, ReceiptVerdict::does_not_hold, {sender_unclear}},
        Forgery{"with_a_kind_that_does_not_exist",
                with_a_kind_that_does_not_exist,
                ReceiptVerdict::does_not_hold,
                {kind_unknown, kind_differs}},
        Forgery{
            "without_certified_data", without_certified_data, ReceiptVerdict::does_not_hold, {certification_missing}},
        Forgery{"signed_next_week", signed_next_week, ReceiptVerdict::does_not_hold, {signed_in_the_future}},
        Forgery{"with_a_signature_that_is_none",
                with_a_signature_that_is_none,
                ReceiptVerdict::unreadable,
                {signature_unreadable}},
        Forgery{"around_a_genuine_receipt",
                around_a_genuine_receipt,
                ReceiptVerdict::not_a_receipt,
                {FindingCode::not_a_receipt, receipt_inside}},
        Forgery{"with_headers_in_a_part",
                with_headers_in_a_part,
                ReceiptVerdict::not_a_receipt,
                {FindingCode::not_a_receipt}}),
    [](const auto& each) { return std::string(each.param.name); });

TEST(AForgedReceipt, shows_the_signer_that_it_has_and_the_kind_that_was_certified) {
  const Receipt receipt = pec_world().verified(with_other_headers());
  ASSERT_TRUE(receipt.certification);
  EXPECT_EQ(receipt.certification->kind, "errore-consegna");
  EXPECT_EQ(receipt.findings.front(), (Finding{kind_differs, "avvenuta-consegna / errore-consegna"}));
  EXPECT_EQ(pec_world().verified(by_another_address()).findings.front(),
            (Finding{signer_is_not_sender, "posta-certificata@altro.example"}));
}

}  // namespace
}  // namespace pecprobe::test
