// Text as bytes: case, words, numbers, base64, and what is safe to show.
#include "protocols/base/text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pecprobe {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// RFC 4648 §10, and the two characters that only base64 has.
const std::vector<std::pair<std::string, std::string>> k_base64_vectors = {{"", ""},
                                                                           {"f", "Zg=="},
                                                                           {"fo", "Zm8="},
                                                                           {"foo", "Zm9v"},
                                                                           {"foob", "Zm9vYg=="},
                                                                           {"fooba", "Zm9vYmE="},
                                                                           {"foobar", "Zm9vYmFy"},
                                                                           {"\xFB\xFF\xFE", "+//+"},
                                                                           {std::string(3, '\0'), "AAAA"},
                                                                           {std::string("\0a\0b", 4), "AGEAYg=="}};

TEST(Base64, EncodesTheVectorsOfTheStandard) {
  for (const auto& [bytes, text] : k_base64_vectors) {
    EXPECT_EQ(base64_encode(bytes), text);
  }
}

TEST(Base64, DecodesTheVectorsOfTheStandard) {
  for (const auto& [bytes, text] : k_base64_vectors) {
    EXPECT_EQ(base64_decode(text), bytes);
  }
}

TEST(Base64, DecodesWhatItEncodedForEveryByteAndLength) {
  std::string bytes;
  for (int i = 0; i < 256; ++i) {
    bytes += static_cast<char>(i);
    EXPECT_EQ(base64_decode(base64_encode(bytes)), bytes);
  }
}

TEST(Base64, RefusesWhatIsNotWhole) {
  for (const std::string_view text : {"Z", "Zg", "Zg=", "Zm8", "Zm9vY", "=",
                                      "==", "===", "====", "Z===", "Zg==Zg==", "Zm=v", "=m9v", "Zm9v=", "Zm9v===="}) {
    EXPECT_EQ(base64_decode(text), std::nullopt) << text;
  }
}

TEST(Base64, RefusesForeignCharacters) {
  for (const std::string_view text : {"Zm9 ", " Zm9", "Zm\n9", "Zm9v\r\n", "Zm-_", "Zm9.", "Zm9\x80", "!!!!"}) {
    EXPECT_EQ(base64_decode(text), std::nullopt) << text;
  }
  EXPECT_EQ(base64_decode(std::string_view("Zm9\0", 4)), std::nullopt);
}

TEST(AsciiCase, ChangesLettersOnlyAndNoOtherByte) {
  EXPECT_EQ(ascii_upper("azAZ09i\xC3\xA9`{"), "AZAZ09I\xC3\xA9`{");
  EXPECT_EQ(ascii_lower("azAZ09I\xC3\x89@["), "azaz09i\xC3\x89@[");
}

TEST(AsciiCase, IsIgnoredInComparisons) {
  EXPECT_TRUE(iequals("StartTls", "STARTTLS"));
  EXPECT_FALSE(iequals("STARTTLS", "STARTTL"));
  EXPECT_FALSE(iequals("\xC3\xA9", "\xC3\x89"));
  EXPECT_TRUE(istarts_with("* ok hello", "* OK"));
  EXPECT_FALSE(istarts_with("* o", "* OK"));
  EXPECT_TRUE(icontains("Too Many Connections", "many conn"));
  EXPECT_TRUE(icontains("x", ""));
  EXPECT_FALSE(icontains("", "x"));
}

TEST(Words, AreCutAtRunsOfSpacesAndTrimmedOfBlanks) {
  EXPECT_THAT(split_words("  SASL  PLAIN LOGIN "), ElementsAre("SASL", "PLAIN", "LOGIN"));
  EXPECT_THAT(split_words("a\tb"), ElementsAre("a\tb"));
  EXPECT_THAT(split_words("   "), IsEmpty());
  EXPECT_EQ(trimmed("\t a b \t"), "a b");
  EXPECT_EQ(trimmed(" \t "), "");
  EXPECT_EQ(trimmed("\xC2\xA0x"), "\xC2\xA0x");
}

TEST(Number, IsDecimalAndTheWholeText) {
  EXPECT_EQ(parse_number("0"), 0U);
  EXPECT_EQ(parse_number("007"), 7U);
  EXPECT_EQ(parse_number("18446744073709551615"), 18446744073709551615U);
  for (const std::string_view text :
       {"", " ", "1 ", " 1", "-1", "+1", "1.0", "1e3", "0x1", "18446744073709551616", "1\n"}) {
    EXPECT_EQ(parse_number(text), std::nullopt) << text;
  }
}

TEST(ControlCharacters, AreFoundInAsciiAndAsTheThreeLineSeparatorsOfUnicode) {
  for (int c = 0; c < 0x20; ++c) {
    EXPECT_TRUE(has_control_characters("a" + std::string(1, static_cast<char>(c)) + "b")) << c;
  }
  for (const std::string_view text : {"\x7F", "\xC2\x85", "x\xE2\x80\xA8", "\xE2\x80\xA9y"}) {
    EXPECT_TRUE(has_control_characters(text)) << text;
  }
}

TEST(ControlCharacters, AreNotFoundInWhatPeopleWrite) {
  for (const std::string_view text :
       {"", "casella@pec.example", "perch\xC3\xA9", "\xC2\x84", "\xE2\x80\xA7", "\xE9\x85", " ~"}) {
    EXPECT_FALSE(has_control_characters(text)) << text;
  }
}

struct Shown {
  std::string_view bytes;
  std::string_view expected;
};

TEST(Printable, KeepsTextAsItIs) {
  for (const std::string_view text :
       {"", "plain ~!", "perch\xC3\xA9", "\xE2\x82\xAC 5", "\xF0\x9F\x93\xA7", "\xE2\x80\x8D", "a\\b"}) {
    EXPECT_EQ(printable(text), text);
  }
}

TEST(Printable, EscapesWhatMovesATerminal) {
  EXPECT_EQ(printable("\x1B[31mred\x1B[0m"), "\\x1b[31mred\\x1b[0m");
  EXPECT_EQ(printable("\x1B]52;c;eA==\x07"), "\\x1b]52;c;eA==\\x07");
  EXPECT_EQ(printable("a\r\n\tb\x08\x7F"), "a\\x0d\\x0a\\x09b\\x08\\x7f");
  EXPECT_EQ(printable(std::string_view("\0x", 2)), "\\x00x");
  EXPECT_EQ(printable("\xC2\x9B"
                      "31m"),
            "\\x9b31m")
      << "CSI as UTF-8";
  EXPECT_EQ(printable("\x9B"
                      "31m"),
            "\\x9b31m")
      << "CSI as a byte";
}

TEST(Printable, EscapesWhatReordersOrHidesText) {
  for (const auto& [bytes, expected] : std::vector<Shown>{{"\xE2\x80\xAE", "\\u{202e}"},  // right-to-left override
                                                          {"\xE2\x80\xAA", "\\u{202a}"},
                                                          {"\xE2\x81\xA6", "\\u{2066}"},  // isolate
                                                          {"\xE2\x80\x8F", "\\u{200f}"},  // mark
                                                          {"\xD8\x9C", "\\u{061c}"},      // Arabic letter mark
                                                          {"\xE2\x80\x8B", "\\u{200b}"},  // zero width space
                                                          {"\xE2\x80\xA8", "\\u{2028}"},  // line separator
                                                          {"\xEF\xBB\xBF", "\\u{feff}"},  // byte order mark
                                                          {"\xEF\xBF\xBF", "\\u{ffff}"},
                                                          {"\xF3\xA0\x81\x81", "\\u{e0041}"}}) {  // tag
    EXPECT_EQ(printable(bytes), expected);
  }
}

TEST(Printable, EscapesEachByteThatIsNotUtf8) {
  for (const auto& [bytes, expected] :
       std::vector<Shown>{{"\x80", "\\x80"},              // continuation alone
                          {"perch\xE9!", "perch\\xe9!"},  // Latin-1
                          {"\xC3", "\\xc3"},              // cut
                          {"\xE2\x82", "\\xe2\\x82"},     // cut
                          {"\xC3(", "\\xc3("},
                          {"\xC0\xAF", "\\xc0\\xaf"},           // overlong
                          {"\xE0\x80\xAF", "\\xe0\\x80\\xaf"},  // overlong
                          {"\xF0\x80\x80\xAF", "\\xf0\\x80\\x80\\xaf"},
                          {"\xED\xA0\x80", "\\xed\\xa0\\x80"},           // surrogate
                          {"\xF4\x90\x80\x80", "\\xf4\\x90\\x80\\x80"},  // beyond U+10FFFF
                          {"\xFF\xFE", "\\xff\\xfe"}}) {
    EXPECT_EQ(printable(bytes), expected);
  }
}

TEST(Printable, CutsLongTextBetweenCharacters) {
  EXPECT_EQ(printable("abcd", 4), "abcd");
  EXPECT_EQ(printable("abcde", 4), "abcd\xE2\x80\xA6");
  EXPECT_EQ(printable("abc\xC3\xA9x", 4), "abc\xC3\xA9\xE2\x80\xA6");
  EXPECT_EQ(printable("\x1B\x1B\x1B", 5), "\\x1b\\x1b\xE2\x80\xA6");
  EXPECT_EQ(printable(std::string(5000, 'x')).size(), 4096U + 3U);
}

TEST(Text, ValidUtf8IsMeasuredUpToTheFirstByteThatIsNot) {
  EXPECT_EQ(valid_utf8_length(""), 0U);
  EXPECT_EQ(valid_utf8_length("perch\xC3\xA9"), 7U);
  EXPECT_EQ(valid_utf8_length("perch\xE9 no"), 5U);
  EXPECT_EQ(valid_utf8_length("a\xC0\xAF"), 1U);
  EXPECT_EQ(valid_utf8_length("a\xED\xA0\x80"), 1U);
}

}  // namespace
}  // namespace pecprobe
