// The grammar of single responses.
#include "protocols/imap/response.hpp"

#include "protocols/wire/limits.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace pecprobe::imap {
namespace {

using namespace std::string_literals;

Response read(std::string line) { return parse_response({std::move(line)}); }

TEST(ImapResponse, ATaggedAnswerWithACodeIsTakenApart) {
  Response expected;
  expected.kind = ResponseKind::tagged;
  expected.tag = "a2";
  expected.keyword = "NO";
  expected.status = ReplyStatus::negative;
  expected.code = "referral";
  expected.code_arguments = "imap://other.example/ x";
  expected.text = "try [there] instead";
  expected.lines = {"a2 no [referral imap://other.example/ x] try [there] instead"};
  EXPECT_EQ(read(expected.lines.front()), expected);
}

TEST(ImapResponse, AnUntaggedStatusWithoutACodeKeepsItsText) {
  Response expected;
  expected.kind = ResponseKind::untagged;
  expected.keyword = "BYE";
  expected.status = ReplyStatus::farewell;
  expected.text = "see you";
  expected.lines = {"* Bye see you"};
  EXPECT_EQ(read(expected.lines.front()), expected);
}

TEST(ImapResponse, ANumberBeforeTheNameIsRead) {
  Response expected;
  expected.kind = ResponseKind::untagged;
  expected.keyword = "EXISTS";
  expected.number = 23;
  expected.lines = {"* 23 exists"};
  EXPECT_EQ(read(expected.lines.front()), expected);
}

TEST(ImapResponse, ANumberedStatusWordIsNoStatus) { EXPECT_EQ(read("* 5 OK").status, std::nullopt); }

TEST(ImapResponse, ANumberThatDoesNotFitIsAName) {
  const Response response = read("* 99999999999999999999 EXISTS");
  EXPECT_EQ(response.number, std::nullopt);
  EXPECT_EQ(response.keyword, "99999999999999999999");
}

TEST(ImapResponse, AContinuationRequestMayBeEmptyOrHaveText) {
  for (const std::string line : {"+", "+ "}) {
    EXPECT_EQ(read(line).kind, ResponseKind::continuation) << line;
    EXPECT_EQ(read(line).text, "") << line;
  }
  EXPECT_EQ(read("+ VXNlcm5hbWU6").text, "VXNlcm5hbWU6");
  EXPECT_EQ(read("+ [ALERT] go on").code, "ALERT");
}

TEST(ImapResponse, StatusWordsAreReadInAnyCase) {
  const std::vector<std::pair<std::string, ReplyStatus>> words = {
      {"ok", ReplyStatus::positive},  {"No", ReplyStatus::negative},     {"bAD", ReplyStatus::negative},
      {"bye", ReplyStatus::farewell}, {"PreAuth", ReplyStatus::preauth},
  };
  for (const auto& [word, status] : words) {
    EXPECT_EQ(read("* " + word).status, status) << word;
    EXPECT_EQ(read("* " + word + " text").status, status) << word;
  }
}

TEST(ImapResponse, AWordThatOnlyBeginsLikeAStatusIsNone) {
  for (const std::string line : {"* OKAY", "* OK:", "* BYEBYE", "* NO\tx", "a1 OK\r"}) {
    EXPECT_EQ(read(line).status, std::nullopt) << line;
  }
}

TEST(ImapResponse, ABracketThatIsNeverClosedIsText) {
  const Response response = read("a1 NO [ALERT this goes on");
  EXPECT_EQ(response.code, "");
  EXPECT_EQ(response.text, "[ALERT this goes on");
}

TEST(ImapResponse, OddBracketsAreSurvived) {
  EXPECT_EQ(read("* OK []").text, "");
  EXPECT_EQ(read("* OK [] x").text, "x");
  EXPECT_EQ(read("* OK [ALERT]x").code, "ALERT");
  EXPECT_EQ(read("* OK [ALERT]x").text, "x");
  EXPECT_EQ(read("* OK [ A B]").code, "");
  EXPECT_EQ(read("* OK ]").text, "]");
}

TEST(ImapResponse, MoreBlanksThanOneAreForgiven) {
  const Response response = read("a1   OK   [ALERT]   text  ");
  EXPECT_EQ(response.status, ReplyStatus::positive);
  EXPECT_EQ(response.code, "ALERT");
  EXPECT_EQ(response.text, "text  ");
}

TEST(ImapResponse, WhatIsNoResponseIsKeptAsMalformed) {
  for (const std::string line : {"", " ", "*", "* ", " a1 OK"}) {
    const Response response = read(line);
    EXPECT_EQ(response.kind, ResponseKind::malformed) << line;
    EXPECT_EQ(response.lines, std::vector<std::string>{line});
  }
  EXPECT_EQ(parse_response({}).kind, ResponseKind::malformed);
}

TEST(ImapResponse, NulAndEightBitBytesSurvive) {
  const Response response = read("* NO [\xFFx\0y \xC3\xA8] ci\xE0o\0!"s);
  EXPECT_EQ(response.code, "\xFFx\0y"s);
  EXPECT_EQ(response.code_arguments, "\xC3\xA8");
  EXPECT_EQ(response.text, "ci\xE0o\0!"s);
}

TEST(ImapResponse, EveryPairOfBytesIsSurvived) {
  for (int a = 0; a < 256; ++a) {
    for (int b = 0; b < 256; ++b) {
      const std::string pair = {static_cast<char>(a), static_cast<char>(b)};
      EXPECT_EQ(read(pair).lines.front(), pair);
      EXPECT_EQ(read("* OK " + pair).status, ReplyStatus::positive);
      EXPECT_EQ(read("a1 " + pair + "OK").status, pair == "  " ? std::optional(ReplyStatus::positive) : std::nullopt);
    }
  }
}

TEST(ImapResponse, ARecordedReplyIsRedactedAndItsCodeIsInUpperCase) {
  const Redactor redactor(Secret{"hunter2-pec"}, "casella");
  const Reply recorded = to_reply(read("a1 NO [authenticationFailed x hunter2-pec] bad hunter2-pec"), redactor);
  Reply expected;
  expected.status = ReplyStatus::negative;
  expected.keyword = "NO";
  expected.response_code = "AUTHENTICATIONFAILED";
  expected.response_arguments = "x <password>";
  expected.text = "bad <password>";
  expected.lines = {"a1 NO [authenticationFailed x <password>] bad <password>"};
  EXPECT_EQ(recorded, expected);
}

TEST(ImapResponse, APasswordAsResponseCodeIsMaskedBeforeItsCaseChanges) {
  const Redactor redactor(Secret{"hunter2-pec"}, "casella");
  EXPECT_EQ(to_reply(read("a1 NO [hunter2-pec] no"), redactor).response_code, "<password>");
}

TEST(ImapResponse, ALiteralIsAnnouncedAtTheEndOfALineOnly) {
  EXPECT_EQ(*announced_literal("* LIST () \"/\" {5}"), 5U);
  EXPECT_EQ(*announced_literal("* OK {0}"), 0U);
  EXPECT_EQ(*announced_literal("* OK {007}"), 7U);
  EXPECT_EQ(*announced_literal("* OK {12+}"), 12U);
  EXPECT_EQ(*announced_literal("* OK ~{12}"), 12U);
  for (const std::string line : {"", "}", "{}", "{+}", "{5} ", "{5", "5}", "{a}", "{5x}", "{5++}", "{ 5}", "{-}"}) {
    EXPECT_EQ(*announced_literal(line), std::nullopt) << line;
  }
}

TEST(ImapResponse, ALiteralOfImpossibleLengthIsAnError) {
  const std::string limit = std::to_string(k_max_literal);
  EXPECT_EQ(*announced_literal("* OK {" + limit + "}"), k_max_literal);
  EXPECT_EQ(announced_literal("* OK {-1}").error(), "a literal of negative length");
  for (const std::string& length : {std::to_string(k_max_literal + 1), "4294967295"s, "4294967296"s,
                                    "99999999999999999999"s, std::string(300, '9')}) {
    EXPECT_EQ(announced_literal("* OK {" + length + "}").error(), "a literal of more than 16384 bytes") << length;
  }
}

}  // namespace
}  // namespace pecprobe::imap
