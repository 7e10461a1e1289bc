// Lines, literals and messages that do not end: each state of a session has its limit.
#include "tests/unit/fixtures_mock/raw_client.hpp"

#include <gmock/gmock.h>

namespace pecmock::test {
namespace {

constexpr std::size_t k_megabyte = 1024 * 1024;

struct Flood {
  std::string_view name;
  Protocol protocol;
  bool logs_in;
  std::string_view before;   // what brings the session into the state
  std::string_view answer;   // to it
  std::string_view refusal;  // in the answer to a megabyte without a line end
};

void PrintTo(const Flood& flood, std::ostream* out) { *out << flood.name; }

class AnEndlessLine : public testing::TestWithParam<Flood> {};

TEST_P(AnEndlessLine, IsNotKept) {
  const Flood& flood = GetParam();
  Playing mock("size 100000");
  auto client = flood.logs_in ? mock.logged_in(flood.protocol) : mock.secure(flood.protocol);
  if (!flood.before.empty()) {
    client->send(flood.before);
    EXPECT_THAT(client->lines_until(flood.answer).back(), testing::StartsWith(std::string(flood.answer)));
  }
  client->send(std::string(k_megabyte, 'x'));
  EXPECT_THAT(client->line(), testing::AnyOf(testing::HasSubstr(std::string(flood.refusal)), "END", "RESET"));
  EXPECT_NE(client->wait_for_end(), Left::open);
}

INSTANTIATE_TEST_SUITE_P(
    States, AnEndlessLine,
    testing::Values(Flood{"imap_response", Protocol::imap, false, "a AUTHENTICATE PLAIN\r\n", "+ ", "too long"},
                    Flood{"imap_idle", Protocol::imap, true, "b IDLE\r\n", "+ ", "too long"},
                    Flood{"imap_command_of_a_user", Protocol::imap, true, "", "", "too long"},
                    Flood{"pop3_response", Protocol::pop3, false, "AUTH PLAIN\r\n", "+ ", "too long"},
                    Flood{"pop3_command_of_a_user", Protocol::pop3, true, "", "", "too long"},
                    Flood{"smtp_response", Protocol::smtp, false, "EHLO x\r\nAUTH PLAIN\r\n", "334", "too long"},
                    Flood{"smtp_message", Protocol::smtp, true,
                          "MAIL FROM:<casella@pec.example>\r\nRCPT TO:<casella@pec.example>\r\nDATA\r\n", "354",
                          "too big"}),
    [](const auto& parameter) { return std::string(parameter.param.name); });

TEST(AnImapLiteral, OfAGigabyteIsRefusedBeforeItComes) {
  Playing mock("");
  auto client = mock.logged_in(Protocol::imap);
  EXPECT_THAT(client->ask("b APPEND INBOX {1073741824}"), testing::HasSubstr("TOOBIG"));
  EXPECT_EQ(client->ask("c NOOP"), "c OK NOOP completed");
  EXPECT_THAT(client->ask("d APPEND INBOX {1073741824+}"), testing::StartsWith("* BYE [TOOBIG]"));
}

TEST(AnSmtpMessage, OfTooManyLinesIsReadAwayAndRefused) {
  Playing mock("size 1000");
  auto client = mock.logged_in(Protocol::smtp);
  client->send("MAIL FROM:<casella@pec.example>\r\nRCPT TO:<casella@pec.example>\r\nDATA\r\n");
  EXPECT_THAT(client->lines_until("354").back(), testing::StartsWith("354"));
  for (int line = 0; line < 1'000; ++line) {
    client->send(std::string(70, 'x') + "\r\n");
  }
  EXPECT_EQ(client->ask("."), "552 5.3.4 Message is too big");
  EXPECT_EQ(client->ask("NOOP"), "250 2.0.0 Ok");
}

}  // namespace
}  // namespace pecmock::test
