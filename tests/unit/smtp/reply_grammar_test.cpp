#include "protocols/smtp/reply_grammar.hpp"

#include "protocols/wire/limits.hpp"

#include <gmock/gmock.h>

#include <string>

namespace pecprobe::smtp {
namespace {

using testing::ElementsAre;

TEST(SmtpReplyLine, HasACodeASeparatorAndAText) {
  const auto last = parse_reply_line("535 5.7.8 no");
  ASSERT_TRUE(last);
  EXPECT_EQ(last->code, 535);
  EXPECT_TRUE(last->is_last);
  EXPECT_EQ(last->text, "5.7.8 no");

  const auto more = parse_reply_line("250-SIZE 10");
  ASSERT_TRUE(more);
  EXPECT_EQ(more->code, 250);
  EXPECT_FALSE(more->is_last);
  EXPECT_EQ(more->text, "SIZE 10");
}

TEST(SmtpReplyLine, NeedsNoTextAndNoBlank) {
  for (const std::string_view line : {"235", "235 "}) {
    const auto parsed = parse_reply_line(line);
    ASSERT_TRUE(parsed) << line;
    EXPECT_EQ(parsed->code, 235);
    EXPECT_TRUE(parsed->is_last);
    EXPECT_EQ(parsed->text, "");
  }
}

TEST(SmtpReplyLine, IsRefusedUnlessThreeDigitsFrom200To599AndASeparatorBeginIt) {
  for (const std::string_view line :
       {"",         "2",        "23",       "2350",  "2350 ok",    "+235",           "+235 ok",  " 235 ok",
        "-235",     "235ok",    "235\tok",  "235\r", "2 5 ok",     "0x5 ok",         "120 wait", "199 low",
        "600 high", "999 high", "000 zero", "OK",    "* OK ready", "\xB2\xB3\xB5 ok"}) {
    EXPECT_FALSE(parse_reply_line(line)) << line;
  }
}

TEST(SmtpReplyLine, TakesTheFirstAndTheLastCodeOfTheRange) {
  EXPECT_TRUE(parse_reply_line("200 ok"));
  EXPECT_TRUE(parse_reply_line("599 no"));
}

TEST(SmtpReplyLine, SaysWhichRuleWasBroken) {
  EXPECT_EQ(parse_reply_line("+235 ok").error(), "a line that does not begin with a reply code of three digits");
  EXPECT_EQ(parse_reply_line("120 wait").error(), "the reply code 120 is outside of 200 to 599");
  EXPECT_EQ(parse_reply_line("2350 ok").error(),
            "a reply code that is followed by neither a hyphen, a blank nor the end of the line");
}

TEST(SmtpReplyLine, MayBeginWithAsManyDigitsAsAreThere) {
  for (const std::string_view line : {"", "2", "22", "220", "220x", "999"}) {
    EXPECT_TRUE(may_begin_reply(line)) << line;
  }
  for (const std::string_view line : {"+", "2x", "22 ", "SSH-2.0", "\x16\x03"}) {
    EXPECT_FALSE(may_begin_reply(line)) << line;
  }
}

TEST(SmtpEnhancedCode, IsReadWhenItsClassIsTheFirstDigitOfTheCode) {
  EXPECT_EQ(enhanced_code("5.7.8 no", 535), "5.7.8");
  EXPECT_EQ(enhanced_code("5.7.139 no", 535), "5.7.139");
  EXPECT_EQ(enhanced_code("4.7.0", 454), "4.7.0");
  EXPECT_EQ(enhanced_code("2.123.456 yes", 250), "2.123.456");
}

TEST(SmtpEnhancedCode, IsNotReadFromOtherTexts) {
  for (const std::string_view text :
       {"", "4.7.0 later", "2.7.0 yes", "5", "5.", "5.7", "5.7.", "5.7.8no", "5.7.8.9 no", "5.7.8-no", "55.7.8 no",
        "5.1234.8 no", "5.7.1234 no", "5..8 no", " 5.7.8 no", "x.7.8 no", "5,7,8 no"}) {
    EXPECT_EQ(enhanced_code(text, 535), "") << text;
  }
  EXPECT_EQ(enhanced_code("3.0.0 go on", 334), "");
}

TEST(SmtpRawReply, HasAStatusByItsFirstDigitAnd421IsAFarewell) {
  const auto status = [](int code) { return RawReply{code, {}}.status(); };
  EXPECT_EQ(status(235), ReplyStatus::positive);
  EXPECT_EQ(status(334), ReplyStatus::continuation);
  EXPECT_EQ(status(454), ReplyStatus::temporary);
  EXPECT_EQ(status(421), ReplyStatus::farewell);
  EXPECT_EQ(status(535), ReplyStatus::negative);
}

TEST(SmtpReplyAssembler, GivesAReplyWithItsLastLine) {
  ReplyAssembler assembler;
  const auto first = assembler.add("535-5.7.8 wrong");
  ASSERT_TRUE(first);
  EXPECT_FALSE(*first);
  const auto second = assembler.add("535 5.7.8 password");
  ASSERT_TRUE(second);
  ASSERT_TRUE(*second);
  EXPECT_EQ((*second)->code, 535);
  EXPECT_EQ((*second)->enhanced(), "5.7.8");
  EXPECT_EQ((*second)->text(), "5.7.8 wrong 5.7.8 password");
  EXPECT_THAT((*second)->lines, ElementsAre("535-5.7.8 wrong", "535 5.7.8 password"));
  EXPECT_THAT(assembler.lines(), ElementsAre());
}

TEST(SmtpReplyAssembler, StartsAnewAfterEachReply) {
  ReplyAssembler assembler;
  ASSERT_TRUE(assembler.add("250 a"));
  const auto next = assembler.add("550 b");
  ASSERT_TRUE(next && *next);
  EXPECT_EQ((*next)->code, 550);
}

TEST(SmtpReplyAssembler, RefusesDifferentCodesInOneReply) {
  for (const auto& [first, second] : {std::pair{"535-no", "235 yes"}, std::pair{"235-yes", "535 no"}}) {
    ReplyAssembler assembler;
    ASSERT_TRUE(assembler.add(first));
    const auto mixed = assembler.add(second);
    ASSERT_FALSE(mixed);
    EXPECT_THAT(assembler.lines(), ElementsAre(first, second));
  }
}

TEST(SmtpReplyAssembler, NamesBothCodes) {
  ReplyAssembler assembler;
  ASSERT_TRUE(assembler.add("535-no"));
  EXPECT_EQ(assembler.add("235 yes").error(), "one reply carries both the codes 535 and 235");
}

TEST(SmtpReplyAssembler, RefusesOneLineMoreThanTheLimit) {
  ReplyAssembler assembler;
  for (std::size_t i = 1; i < k_max_reply_lines; ++i) {
    ASSERT_TRUE(assembler.add("250-X"));
  }
  ReplyAssembler fits = assembler;
  const auto complete = fits.add("250 X");
  ASSERT_TRUE(complete && *complete);
  EXPECT_EQ((*complete)->lines.size(), k_max_reply_lines);

  ASSERT_TRUE(assembler.add("250-X"));
  EXPECT_EQ(assembler.add("250 X").error(), "a reply of more than 512 lines");
}

}  // namespace
}  // namespace pecprobe::smtp
