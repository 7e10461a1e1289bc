// Messages made to break their readers: each is an unreadable receipt, or none.
#include "probe/receipt/mime_part.hpp"
#include "tests/support/pec_world.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pecprobe::test {
namespace {

using testing::ElementsAre;

constexpr std::string_view k_receipt_headers =
    "From: posta-certificata@gestore.example\r\nX-Ricevuta: accettazione\r\n";

TEST(AnUnreadableReceipt, is_one_nested_a_thousand_times) {
  std::string message(k_receipt_headers);
  for (int i = 0; i < 1000; ++i) {
    message += fmt::format("Content-Type: multipart/mixed; boundary=b{0}\r\n\r\n--b{0}\r\n", i);
  }
  const Receipt receipt = pec_world().verified(message);
  EXPECT_THAT(codes_of(receipt), ElementsAre(FindingCode::nested_too_deep));
  EXPECT_EQ(receipt.verdict(), ReceiptVerdict::unreadable);
}

TEST(AnUnreadableReceipt, is_one_of_more_parts_than_any_has) {
  std::string message = std::string(k_receipt_headers) + "Content-Type: multipart/mixed; boundary=b\r\n\r\n";
  for (int i = 0; i < 100'000; ++i) {
    message += "--b\r\n\r\n";
  }
  EXPECT_THAT(codes_of(pec_world().verified(message)), ElementsAre(FindingCode::too_many_parts));
}

TEST(AnUnreadableReceipt, is_one_whose_certified_data_would_grow_a_billion_times) {
  std::string entities = "<!ENTITY a0 \"lol\">";
  for (int i = 1; i < 10; ++i) {
    entities +=
        fmt::format("<!ENTITY a{0} \"&a{1};&a{1};&a{1};&a{1};&a{1};&a{1};&a{1};&a{1};&a{1};&a{1};\">", i, i - 1);
  }
  const std::string message =
      std::string(k_receipt_headers) +
      "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: application/xml; name=daticert.xml\r\n\r\n"
      "<?xml version=\"1.0\"?><!DOCTYPE postacert [" +
      entities + "]><postacert>&a9;</postacert>\r\n--b--\r\n";
  const Receipt receipt = pec_world().verified(message);
  EXPECT_EQ(receipt.findings.front(), (Finding{FindingCode::certification_unreadable, "DOCTYPE"}));
  EXPECT_EQ(receipt.verdict(), ReceiptVerdict::unreadable);
}

TEST(AnUnreadableReceipt, is_one_whose_certified_data_are_too_large) {
  const std::string message = std::string(k_receipt_headers) +
                              "Content-Type: application/xml; name=daticert.xml\r\n\r\n" +
                              std::string(3 * k_max_certification, ' ');
  EXPECT_EQ(pec_world().verified(message).findings.front(),
            (Finding{FindingCode::certification_unreadable, "too large"}));
}

TEST(AnUnreadableReceipt, is_one_whose_signature_is_too_large) {
  pecmock::SignedMessage message = pecmock::make_receipt(event_of(pecmock::PecEvent::virus), pec_world().provider());
  message.signature = std::string(2 * k_max_signature, '0');
  EXPECT_THAT(codes_of(pec_world().verified(message.text())), ElementsAre(FindingCode::signature_unreadable));
}

TEST(AReceipt, with_its_certified_data_twice_does_not_say_which_is_meant) {
  pecmock::SignedMessage message = pecmock::make_receipt(event_of(pecmock::PecEvent::virus), pec_world().provider());
  const std::size_t begin = message.content.find("\r\n------=_pecmock_mixed\r\nContent-Type: application/xml");
  const std::size_t end = message.content.find("\r\n------=_pecmock_mixed--");
  message.content.insert(end, message.content.substr(begin, end - begin));
  message.signature = pecmock::detached_signature(message.content, pec_world().provider().signer,
                                                  pec_world().provider().chain, {k_now - 1h, pecmock::Digest::sha256});
  EXPECT_THAT(codes_of(pec_world().verified(message.text())), ElementsAre(FindingCode::certification_repeated));
}

TEST(AMessage, without_headers_is_unreadable) {
  EXPECT_THAT(codes_of(pec_world().verified("")), ElementsAre(FindingCode::message_unreadable));
  EXPECT_THAT(codes_of(pec_world().verified("\r\nX-Ricevuta: accettazione\r\n")),
              ElementsAre(FindingCode::message_unreadable));
  EXPECT_THAT(codes_of(pec_world().verified(std::string(k_max_header_section + 1, 'x'))),
              ElementsAre(FindingCode::message_unreadable));
}

TEST(AMessage, of_more_than_a_provider_takes_is_not_read) {
  // Nothing of it is looked at, so that its size is all that has to be there.
  const std::string message(k_max_receipt + 1, '\0');
  EXPECT_THAT(codes_of(pec_world().verified(message)), ElementsAre(FindingCode::message_too_large));
}

TEST(AReceipt, of_a_hundred_megabytes_holds) {
  auto event = event_of(pecmock::PecEvent::envelope);
  event.original = "Subject: Prova\r\n\r\n";
  const std::string line = std::string(76, 'A') + "\r\n";
  while (event.original.size() < 100'000'000) {
    event.original += line;
  }
  const Receipt receipt = pec_world().verified(pecmock::make_receipt(event, pec_world().provider()).text());
  EXPECT_EQ(receipt.verdict(), ReceiptVerdict::holds);
}

TEST(AReceipt, cut_off_at_any_place_never_holds) {
  const std::string whole = receipt_text(pecmock::PecEvent::delivery);
  const std::size_t last_delimiter = whole.find("\r\n", whole.find("smime.p7s\"\r\n\r\n") + 4);
  for (std::size_t size = 0; size < last_delimiter; size += 7) {
    EXPECT_NE(pec_world().verified(whole.substr(0, size)).verdict(), ReceiptVerdict::holds) << size;
  }
}

}  // namespace
}  // namespace pecprobe::test
