// The one message of a round trip.
#include "probe/roundtrip/message.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pecprobe {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;

constexpr std::chrono::sys_seconds k_now =
    std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} + std::chrono::hours{9} + std::chrono::seconds{5};

RoundtripMessage message(ReceiptType type = ReceiptType::brief) {
  return compose("ditta@pec.example", "altra@pec.example", type, "0123456789abcdef0123456789abcdef", k_now);
}

TEST(RoundtripMessage, HasItsHeadersTheTokenInTwoOfThemAndNothingAttached) {
  EXPECT_THAT(message().text,
              AllOf(HasSubstr("Date: Sun, 22 Nov 2026 09:00:05 +0000\r\n"), HasSubstr("From: <ditta@pec.example>\r\n"),
                    HasSubstr("To: <altra@pec.example>\r\n"),
                    HasSubstr("Subject: Prova PEC 0123456789abcdef0123456789abcdef\r\n"),
                    HasSubstr("Message-ID: <pecprobe.0123456789abcdef0123456789abcdef@pec.example>\r\n"),
                    HasSubstr("Content-Type: text/plain;"), Not(HasSubstr("multipart"))));
}

TEST(RoundtripMessage, AsksForTheReceiptThatWasChosen) {
  EXPECT_THAT(message().text, HasSubstr("X-TipoRicevuta: breve\r\n"));
  EXPECT_THAT(message(ReceiptType::complete).text, HasSubstr("X-TipoRicevuta: completa\r\n"));
  EXPECT_THAT(message(ReceiptType::short_form).text, HasSubstr("X-TipoRicevuta: sintetica\r\n"));
}

TEST(RoundtripMessage, IsAsciiWithoutBareLineEnds) {
  const std::string text = message().text;
  for (std::size_t i = 0; i < text.size(); ++i) {
    EXPECT_LT(static_cast<unsigned char>(text[i]), 0x80U);
    EXPECT_EQ(text[i] == '\n', i > 0 && text[i - 1] == '\r') << i;
  }
}

TEST(RandomToken, IsAnotherOneEachTime) {
  const std::string token = random_token();
  EXPECT_THAT(token, MatchesRegex("[0-9a-f]+"));
  EXPECT_EQ(token.size(), 32U);
  EXPECT_NE(token, random_token());
}

TEST(ReceiptTypes, AreKnownByTheirNamesOfRfc6109) {
  EXPECT_EQ(parse_receipt_type("Breve"), ReceiptType::brief);
  EXPECT_EQ(parse_receipt_type("completa"), ReceiptType::complete);
  EXPECT_EQ(parse_receipt_type("sintetica"), ReceiptType::short_form);
  EXPECT_EQ(parse_receipt_type("short"), std::nullopt);
}

}  // namespace
}  // namespace pecprobe
