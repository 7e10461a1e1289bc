#include "fixtures/mock/imap/body_structure.hpp"
#include "fixtures/mock/imap/imap_value.hpp"
#include "fixtures/mock/imap/search.hpp"

#include <gtest/gtest.h>

namespace pecmock {
namespace {

std::optional<std::vector<ImapValue>> values(const char* text) { return parse_values({{text}, {}}); }

TEST(ImapCommands, AreAtomsStringsAndLists) {
  const auto parsed = values(R"(a FETCH 1:* (FLAGS BODY.PEEK[HEADER.FIELDS (From To)]<0.10>) "quo\"te\\")");
  ASSERT_TRUE(parsed);
  ASSERT_EQ(parsed->size(), 5U);
  EXPECT_EQ((*parsed)[2].text, "1:*");
  ASSERT_EQ((*parsed)[3].items.size(), 2U);
  EXPECT_EQ((*parsed)[3].items[1].text, "BODY.PEEK[HEADER.FIELDS (From To)]<0.10>");
  EXPECT_EQ((*parsed)[4].text, "quo\"te\\");
}

TEST(ImapCommands, HoldLiteralsAnywhere) {
  const auto parsed = parse_values({{"a LOGIN ", " ", ""}, {"na me", "pass\r\nword"}});
  ASSERT_TRUE(parsed);
  ASSERT_EQ(parsed->size(), 4U);
  EXPECT_EQ((*parsed)[2].text, "na me");
  EXPECT_EQ((*parsed)[3].text, "pass\r\nword");
}

TEST(ImapCommands, AreRefusedWhenTheyDoNotMatchUp) {
  for (const char* text : {"a b \"open", "a b (open", "a b )", "a b BODY[open", "a b \"x\\"}) {
    EXPECT_FALSE(values(text)) << text;
  }
  EXPECT_FALSE(values((std::string("a b ") + std::string(100, '(') + std::string(100, ')')).c_str()));
}

TEST(AnImapReader, WaitsForLiteralsAndAsksForTheSynchronizingOnes) {
  ImapReader reader;
  std::string input = "a LOGIN {3}\r\n";
  auto result = reader.take(input, 100);
  ASSERT_TRUE(std::holds_alternative<Prompt>(result));
  input = "us";
  EXPECT_TRUE(std::holds_alternative<NeedMore>(reader.take(input, 100)));
  input += "e {4+}\r\npass\r\nb NOOP\r\n";
  result = reader.take(input, 100);
  ASSERT_TRUE(std::holds_alternative<ImapLine>(result));
  EXPECT_EQ(std::get<ImapLine>(result).literals, (std::vector<std::string>{"use", "pass"}));
  EXPECT_EQ(input, "b NOOP\r\n");
}

TEST(AnImapReader, RefusesALiteralThatIsTooLarge) {
  ImapReader reader;
  std::string input = "Tag LOGIN {4294967296}\r\n";
  const auto refused = reader.take(input, 100);
  ASSERT_TRUE(std::holds_alternative<Prompt>(refused));
  EXPECT_EQ(std::get<Prompt>(refused).bytes, "Tag BAD [TOOBIG] Literal is too large\r\n");
  input = "a LOGIN {101+}\r\n";
  EXPECT_TRUE(std::holds_alternative<Overflow>(reader.take(input, 100)));
  input = "a LOGIN {99999999999999999999999}\r\n";
  EXPECT_TRUE(std::holds_alternative<Prompt>(reader.take(input, 100)));
}

TEST(SequenceSets, HoldNumbersRangesAndTheLast) {
  const auto set = SequenceSet::parse("2,4:6,9:*");
  ASSERT_TRUE(set);
  for (const std::uint32_t number : {2U, 4U, 5U, 6U, 9U, 10U, 12U}) {
    EXPECT_TRUE(set->contains(number, 12)) << number;
  }
  for (const std::uint32_t number : {1U, 3U, 7U, 8U, 13U}) {
    EXPECT_FALSE(set->contains(number, 12)) << number;
  }
  EXPECT_TRUE(SequenceSet::parse("100:*")->contains(12, 12));  // RFC 9051 §9: always the last message
  for (const char* text : {"", "0", "a", "1:", ":1", "1,,2", "-1", "1:2:3", "4294967296"}) {
    EXPECT_FALSE(SequenceSet::parse(text)) << text;
  }
}

TEST(ImapStrings, AreQuotedWhenTheyCanBe) {
  EXPECT_EQ(imap_string("a \"b\" \\"), R"("a \"b\" \\")");
  EXPECT_EQ(imap_string("caff\xc3\xa8"), "{6}\r\ncaff\xc3\xa8");
  EXPECT_EQ(imap_string("a\r\nb"), "{4}\r\na\r\nb");
}

TEST(ImapDays, AreReadAsTheyAreWritten) {
  EXPECT_EQ(parse_imap_day("15-Jan-2026"), parse_moment("2026-01-15"));
  EXPECT_EQ(parse_imap_day("1-feb-2026"), parse_moment("2026-02-01"));
  for (const char* text : {"", "15-Jan", "31-Feb-2026", "15-Foo-2026", "2026-01-15"}) {
    EXPECT_FALSE(parse_imap_day(text)) << text;
  }
}

constexpr std::string_view k_multipart =
    "From: \"A, B\" <a@b.example>\r\n"
    "Subject: two\r\n"
    " parts\r\n"
    "Content-Type: multipart/mixed; boundary=\"x y\"\r\n"
    "\r\n"
    "preamble\r\n"
    "--x y\r\n"
    "\r\n"
    "first\r\n"
    "--x y\r\n"
    "Content-Type: message/rfc822\r\n"
    "\r\n"
    "Subject: inner\r\n"
    "\r\n"
    "second\r\n"
    "--x y--\r\n"
    "epilogue\r\n";

TEST(AMultipartMessage, IsCutIntoItsSections) {
  EXPECT_EQ(section_bytes(k_multipart, "1"), "first");
  EXPECT_EQ(section_bytes(k_multipart, "2.HEADER"), "Subject: inner\r\n\r\n");
  EXPECT_EQ(section_bytes(k_multipart, "2.TEXT"), "second");
  EXPECT_EQ(section_bytes(k_multipart, "2.1"), "second");
  EXPECT_EQ(section_bytes(k_multipart, "2.MIME"), "Content-Type: message/rfc822\r\n\r\n");
  EXPECT_EQ(section_bytes(k_multipart, "HEADER.FIELDS (SUBJECT)"), "Subject: two\r\n parts\r\n\r\n");
  EXPECT_EQ(section_bytes(k_multipart, "HEADER.FIELDS.NOT (Subject Content-Type)"),
            "From: \"A, B\" <a@b.example>\r\n\r\n");
  EXPECT_EQ(section_bytes(k_multipart, "3"), std::nullopt);
  EXPECT_EQ(section_bytes(k_multipart, "0"), std::nullopt);
  EXPECT_EQ(section_bytes(k_multipart, "WHAT"), std::nullopt);
}

TEST(AMultipartMessage, IsDescribedAsAStructure) {
  EXPECT_EQ(body_structure(parse_mime(k_multipart), Detail::basic),
            "((\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 5 0)"
            "(\"MESSAGE\" \"RFC822\" NIL NIL NIL \"7BIT\" 24 (NIL \"inner\" NIL NIL NIL NIL NIL "
            "NIL NIL NIL) "
            "(\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 6 0) 2) \"MIXED\")");
  EXPECT_EQ(envelope(parse_mime(k_multipart).header),
            "(NIL \"two parts\" ((\"A, B\" NIL \"a\" \"b.example\")) ((\"A, B\" NIL \"a\" "
            "\"b.example\")) "
            "((\"A, B\" NIL \"a\" \"b.example\")) NIL NIL NIL NIL NIL)");
}

TEST(AMessage, OfAnyBytesHasAStructure) {
  for (const std::string_view text :
       {std::string_view(""), std::string_view("\r\n"), std::string_view("no colon"),
        std::string_view("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b--"),
        std::string_view("Content-Type: ;;=;\r\n\r\n"), std::string_view("\0\xff\n", 3)}) {
    EXPECT_FALSE(body_structure(parse_mime(text), Detail::extended).empty());
    EXPECT_FALSE(envelope(parse_mime(text).header).empty());
  }
}

}  // namespace
}  // namespace pecmock
