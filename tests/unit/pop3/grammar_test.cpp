// The reply grammar on its own: status lines, response codes, drop listings.
#include "protocols/pop3/reply_grammar.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace pecprobe::pop3 {
namespace {

using testing::ElementsAre;

TEST(Pop3Reply, IsReadWholeWithItsCodeAndText) {
  Reply expected;
  expected.status = ReplyStatus::negative;
  expected.keyword = "-ERR";
  expected.response_code = "SYS/TEMP";
  expected.response_arguments = "";
  expected.text = "Mailbox is [locked]";
  expected.lines = {"-err [sys/temp] Mailbox is [locked] "};
  EXPECT_EQ(parse_reply("-err [sys/temp] Mailbox is [locked] "), expected);
}

TEST(Pop3Reply, HasAStatusByItsFirstWord) {
  EXPECT_EQ(parse_reply("+OK")->status, ReplyStatus::positive);
  EXPECT_EQ(parse_reply("+OK ")->status, ReplyStatus::positive);
  EXPECT_EQ(parse_reply("+ok\ttab")->status, ReplyStatus::positive);
  EXPECT_EQ(parse_reply("-ERR")->status, ReplyStatus::negative);
  EXPECT_EQ(parse_reply("+")->status, ReplyStatus::continuation);
  EXPECT_EQ(parse_reply("+ ")->status, ReplyStatus::continuation);
  EXPECT_EQ(parse_reply("+ UGFzcw==")->text, "UGFzcw==");
}

TEST(Pop3Reply, IsNothingElse) {
  for (const std::string_view line : {"", " ", " +OK", "+OKnotreally", "+OK-", "-ERROR", "-ERR[AUTH] no", "++", "+O",
                                      "-", "OK", "ERR", "235 ok", "* OK", "."}) {
    EXPECT_FALSE(parse_reply(line).has_value()) << line;
  }
  EXPECT_FALSE(parse_reply(std::string_view{"+OK\0", 4}).has_value());
}

TEST(Pop3Reply, HasAResponseCodeOnlyInBracketsAtTheFront) {
  EXPECT_EQ(parse_reply("-ERR [IN-USE]")->response_code, "IN-USE");
  EXPECT_EQ(parse_reply("-ERR [in-use]text")->text, "text");
  EXPECT_EQ(parse_reply("+OK [x-code] fine")->response_code, "X-CODE");
  EXPECT_EQ(parse_reply("-ERR   [AUTH]   spaced")->text, "spaced");
  EXPECT_EQ(parse_reply("-ERR [LOGIN-DELAY 900] wait")->response_code, "LOGIN-DELAY");
  EXPECT_EQ(parse_reply("-ERR [LOGIN-DELAY 900] wait")->response_arguments, "900");
  for (const std::string_view line : {"-ERR no [AUTH]", "-ERR []", "-ERR [ AUTH] no", "-ERR [AUTH no", "-ERR AUTH] no",
                                      "-ERR [[AUTH]] no", "-ERR [A\xC3\xA8] no", "-ERR [A\x01] no"}) {
    EXPECT_EQ(parse_reply(line)->response_code, "") << line;
    EXPECT_EQ(parse_reply(line)->text, line.substr(5)) << line;
  }
}

TEST(Pop3Reply, OfAChallengeIsNeverSearchedForACode) { EXPECT_EQ(parse_reply("+ [AUTH] x")->text, "[AUTH] x"); }

TEST(Pop3Reply, MayStillComeOfItsFirstBytes) {
  for (const std::string_view bytes :
       {"", "+", "+o", "+OK", "+OK ", "+ok some", "-", "-e", "-ER", "-ERR", "-ERR x", "+ "}) {
    EXPECT_TRUE(may_become_reply(bytes)) << bytes;
  }
  for (const std::string_view bytes : {"*", "+x", "+OKx", "-x", "-ERRx", "H", " ", "\x15", "++"}) {
    EXPECT_FALSE(may_become_reply(bytes)) << bytes;
  }
}

TEST(Pop3DropListing, IsTwoNumbersAndAnything) {
  EXPECT_EQ(parse_drop_listing("0 0"), (DropListing{0, 0}));
  EXPECT_EQ(parse_drop_listing("3  4711 and words"), (DropListing{3, 4711}));
  EXPECT_EQ(parse_drop_listing("9223372036854775807 1"), (DropListing{k_most_counted, 1}));
}

TEST(Pop3DropListing, IsNothingElse) {
  for (const std::string_view text :
       {"", "3", "3 ", "x 1", "1 x", "-1 1", "1 -1", "+1 1", "1 1.5", "0x1 1", "18446744073709551616 1",
        "1 99999999999999999999", "9223372036854775808 1", "1 18446744073709551615"}) {
    EXPECT_FALSE(parse_drop_listing(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace pecprobe::pop3
