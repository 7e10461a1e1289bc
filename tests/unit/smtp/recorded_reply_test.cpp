#include "protocols/smtp/recorded_reply.hpp"

#include "protocols/wire/limits.hpp"

#include <gmock/gmock.h>

namespace pecprobe::smtp {
namespace {

using testing::ElementsAre;

const Redactor& redactor() {
  static const Redactor k_redactor{Secret{"app-password-1"}, "casella@pec.example"};
  return k_redactor;
}

TEST(SmtpRecordedReply, HasAllThatTheLineSaid) {
  const Reply expected = {.status = ReplyStatus::negative,
                          .keyword = "535",
                          .code = 535,
                          .enhanced = "5.7.8",
                          .response_code = "",
                          .response_arguments = "",
                          .text = "Authentication failed",
                          .lines = {"535 5.7.8 Authentication failed"}};
  EXPECT_EQ(recorded_reply({535, {"535 5.7.8 Authentication failed"}}, redactor()), expected);
}

TEST(SmtpRecordedReply, JoinsTheTextsOfItsLinesByBlanks) {
  const Reply reply =
      recorded_reply({534, {"534-5.7.9 Application-specific", "534-", "534 5.7.9 password required"}}, redactor());
  EXPECT_EQ(reply.text, "Application-specific password required");
  EXPECT_THAT(reply.lines, ElementsAre("534-5.7.9 Application-specific", "534-", "534 5.7.9 password required"));
}

TEST(SmtpRecordedReply, KeepsAForeignClassInTheText) {
  const Reply reply = recorded_reply({535, {"535 4.7.0 odd"}}, redactor());
  EXPECT_EQ(reply.enhanced, "");
  EXPECT_EQ(reply.text, "4.7.0 odd");
}

TEST(SmtpRecordedReply, MasksAPasswordThatGoesOnBehindTheNextLinesCodes) {
  const Reply reply = recorded_reply({535, {"535-5.7.8 you said app-pass", "535 5.7.8 word-1, no"}}, redactor());
  EXPECT_THAT(reply.lines, ElementsAre("535-5.7.8 you said <password>", "535 5.7.8 <password>, no"));
  EXPECT_EQ(reply.text, "you said <password> <password>, no");
}

TEST(SmtpRecordedReply, KeepsAFewLinesAndATextOfBoundedLength) {
  std::vector<std::string> lines(k_kept_lines, "250-" + std::string(100, 'x'));
  lines.insert(lines.end(), {"250-more", "250 end"});
  const Reply reply = recorded_reply({250, lines}, redactor());
  EXPECT_EQ(reply.lines.size(), k_kept_lines);
  EXPECT_EQ(reply.text.size(), k_kept_line_bytes);
}

}  // namespace
}  // namespace pecprobe::smtp
