// Replies as they are recorded: redacted in every part, and capped.
#include "protocols/wire/reply.hpp"

#include "protocols/wire/limits.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace pecprobe {
namespace {

using testing::ElementsAre;

const Redactor k_redactor{Secret{"correct-horse"}, "casella@pec.example"};

TEST(RecordedReply, IsTheSameWhenNothingIsToBeMasked) {
  Reply reply;
  reply.status = ReplyStatus::temporary;
  reply.keyword = "454";
  reply.code = 454;
  reply.enhanced = "4.7.0";
  reply.response_code = "SYS/TEMP";
  reply.response_arguments = "x y";
  reply.text = "Temporary\x1B failure\xFF";
  reply.lines = {"454-4.7.0 Temporary\x1B", "454 failure\xFF"};
  EXPECT_EQ(recorded(reply, k_redactor), reply);
  EXPECT_EQ(recorded(reply, Redactor{}), reply);
}

TEST(RecordedReply, IsMaskedInEveryPart) {
  Reply reply;
  reply.response_code = "correct-horse";
  reply.response_arguments = "is correct-horse!";
  reply.text = "wrong: correct-horse";
  reply.lines = {"-ERR [correct-horse is correct-horse!] wrong: correct-horse"};
  const Reply kept = recorded(reply, k_redactor);
  EXPECT_EQ(kept.response_code, "<password>");
  EXPECT_EQ(kept.response_arguments, "is <password>!");
  EXPECT_EQ(kept.text, "wrong: <password>");
  EXPECT_THAT(kept.lines, ElementsAre("-ERR [<password> is <password>!] wrong: <password>"));
}

TEST(RecordedReply, IsMaskedWhereAPartWasPutIntoUpperCase) {
  Reply reply;
  reply.response_code = "CORRECT-HORSE";
  reply.text = "no";
  reply.lines = {"-ERR [correct-horse] no"};
  const Reply kept = recorded(reply, k_redactor);
  EXPECT_EQ(kept.response_code, "<password>");
  EXPECT_EQ(kept.response_arguments, "");
  EXPECT_EQ(kept.text, "no");
}

TEST(RecordedReply, IsMaskedWhereThePasswordStandsOverTwoParts) {
  Reply reply;
  reply.response_code = "CORRECT";
  reply.response_arguments = "horse";
  reply.text = "no";
  reply.lines = {"-ERR [correct horse] no"};
  const Reply kept = recorded(reply, Redactor{Secret{"correct horse"}, "casella"});
  EXPECT_EQ(kept.response_code, "<password>");
  EXPECT_EQ(kept.response_arguments, "<password>");
  EXPECT_EQ(kept.text, "no");
}

TEST(RecordedReply, IsMaskedWhereTheJoinedTextHoldsBothHalvesOfACutPassword) {
  Reply reply;
  reply.text = "wrong: correct -horse again";
  reply.lines = {"535-wrong: correct", "535 -horse again"};
  const Reply kept = recorded(reply, k_redactor);
  EXPECT_THAT(kept.lines, ElementsAre("535-wrong: <password>", "535 <password> again"));
  EXPECT_EQ(kept.text, "535-wrong: <password> 535 <password> again");
}

TEST(RecordedReply, IsMaskedWhereATrimmedTextLostTheBlanksOfThePassword) {
  Reply reply;
  reply.text = "wrong:   two words";
  reply.lines = {"-ERR wrong:   two words  "};
  const Reply kept = recorded(reply, Redactor{Secret{"  two words  "}, "casella"});
  EXPECT_THAT(kept.lines, ElementsAre("-ERR wrong: <password>"));
  EXPECT_EQ(kept.text, "-ERR wrong: <password>");
}

TEST(RecordedReply, IsCappedInEveryPart) {
  Reply reply;
  const std::string long_text(k_kept_line_bytes + 1, 'x');
  reply.response_code = reply.response_arguments = reply.text = long_text;
  reply.lines = std::vector<std::string>(k_kept_lines + 1, long_text);
  const Reply kept = recorded(reply, k_redactor);
  const std::string cut(k_kept_line_bytes, 'x');
  EXPECT_EQ(kept.response_code, cut);
  EXPECT_EQ(kept.response_arguments, cut);
  EXPECT_EQ(kept.text, cut);
  EXPECT_EQ(kept.lines, std::vector<std::string>(k_kept_lines, cut));
}

TEST(RecordedReply, IsMaskedBeforeItIsCut) {
  Reply reply;
  const std::string filler(k_kept_line_bytes - 5, 'x');
  reply.text = filler + "correct-horse";
  reply.lines = {filler + "correct-horse"};
  const Reply kept = recorded(reply, k_redactor);
  EXPECT_EQ(kept.text, filler + "<pass");
  EXPECT_THAT(kept.lines, ElementsAre(filler + "<pass"));
}

TEST(KeptLine, IsCutAtItsCap) {
  EXPECT_EQ(kept_line("short"), "short");
  EXPECT_EQ(kept_line(std::string(k_kept_line_bytes, 'x')).size(), k_kept_line_bytes);
  EXPECT_EQ(kept_line(std::string(k_kept_line_bytes + 1, 'x')).size(), k_kept_line_bytes);
}

}  // namespace
}  // namespace pecprobe
