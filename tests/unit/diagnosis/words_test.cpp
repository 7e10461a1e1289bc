#include "probe/diagnosis/words.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pecprobe {

namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Words, AreLowerCaseAndWithoutPunctuation) {
  EXPECT_THAT(Words("Error: Too MANY connections (3)!").all(), ElementsAre("error", "too", "many", "connections", "3"));
}

TEST(Words, ArePartedByUnderscoresAndApostrophes) {
  EXPECT_THAT(Words("Mailbox_moved: didn't l\xE2\x80\x99"
                    "account")
                  .all(),
              ElementsAre("mailbox", "moved", "didn", "t", "l", "account"));
}

TEST(Words, LeaveOutHostNamesAddressesAndCodes) {
  EXPECT_THAT(Words("4.7.0 locked.example <blocked@pec.example>: unknown[192.0.2.1] "
                    "https://expired.example/x said no")
                  .all(),
              ElementsAre("said", "no"));
}

TEST(Words, KeepAWordBeforeAFullStop) { EXPECT_THAT(Words("Mailbox locked.").all(), ElementsAre("mailbox", "locked")); }

TEST(Words, AreNoneInNothing) {
  EXPECT_TRUE(Words("").empty());
  EXPECT_THAT(Words(" \t.,;\r\n").all(), IsEmpty());
}

TEST(WordPattern, MatchesWholeWordsInOrder) {
  const Words words("the password has expired today");
  EXPECT_TRUE(words.match("password has expired"));
  EXPECT_FALSE(words.match("password expired"));
  EXPECT_FALSE(words.match("pass"));
  EXPECT_FALSE(words.match("expired password"));
}

TEST(WordPattern, SkipsUpToFourWords) {
  EXPECT_TRUE(Words("password expired").match("password .. expired"));
  EXPECT_TRUE(Words("password 1 2 3 4 expired").match("password .. expired"));
  EXPECT_FALSE(Words("password 1 2 3 4 5 expired").match("password .. expired"));
}

TEST(WordPattern, KnowsAlternativesAndAnyBytes) {
  EXPECT_TRUE(Words("casella bloccata").match("account|casella bloccat*"));
  EXPECT_TRUE(Words("compte d\xC3\xA9sactiv\xC3\xA9").match("compte d*sactiv*"));
  EXPECT_FALSE(Words("utente bloccata").match("account|casella bloccat*"));
  EXPECT_FALSE(Words("compte actif").match("compte d*sactiv*"));
}

TEST(WordPattern, DoesNotMatchBehindTheEnd) {
  EXPECT_FALSE(Words("password").match("password .. expired"));
  EXPECT_FALSE(Words("").match("password"));
}

TEST(Vocabulary, HasAPatternAndASourceInEveryRow) {
  for (const Phrase& phrase : vocabulary()) {
    EXPECT_FALSE(phrase.pattern.empty());
    EXPECT_FALSE(phrase.source.empty()) << phrase.pattern;
  }
}

/// A pattern of one element, such as "locked", says its words itself; so every row can at least
/// match something.
TEST(Vocabulary, UsesOnlyThePatternLanguage) {
  for (const Phrase& phrase : vocabulary()) {
    EXPECT_EQ(phrase.pattern.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789 .|*"), std::string_view::npos)
        << phrase.pattern;
    EXPECT_EQ(phrase.pattern.find("  "), std::string_view::npos) << phrase.pattern;
    EXPECT_FALSE(phrase.pattern.starts_with("..") || phrase.pattern.ends_with("..")) << phrase.pattern;
  }
}

}  // namespace

}  // namespace pecprobe
