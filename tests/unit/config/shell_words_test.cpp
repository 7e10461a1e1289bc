#include "probe/config/shell_words.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pecprobe {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(ShellWords, BlanksTabsAndLineEndsSeparateWords) {
  EXPECT_THAT(*shell_words(" pass \t show\nmail/pec "), ElementsAre("pass", "show", "mail/pec"));
}

TEST(ShellWords, SingleQuotesKeepEverythingBetweenThem) {
  EXPECT_THAT(*shell_words(R"(printf '%s\n' 'a "b" $c `d` \')"), ElementsAre("printf", R"(%s\n)", R"(a "b" $c `d` \)"));
}

TEST(ShellWords, InDoubleQuotesABackslashEscapesOnlyFiveCharacters) {
  EXPECT_THAT(*shell_words(R"("a \" \\ \$ \` \n")"
                           "\"x\\\ny\""),
              ElementsAre(R"(a " \ $ ` \nxy)"));
}

TEST(ShellWords, ABackslashOutsideQuotesKeepsTheNextCharacter) {
  EXPECT_THAT(*shell_words("a\\ b c\\\nd \\|"), ElementsAre("a b", "cd", "|"));
}

TEST(ShellWords, AdjoiningPiecesMakeOneWordAndEmptyQuotesAnEmptyOne) {
  EXPECT_THAT(*shell_words(R"(a'b'"c"\d '' "")"), ElementsAre("abcd", "", ""));
}

TEST(ShellWords, NothingIsExpanded) {
  EXPECT_THAT(*shell_words("~/bin/x $HOME ${A} * ? [a] #no {1,2} A=b"),
              ElementsAre("~/bin/x", "$HOME", "${A}", "*", "?", "[a]", "#no", "{1,2}", "A=b"));
}

TEST(ShellWords, AnEmptyLineHasNoWords) { EXPECT_THAT(*shell_words(" \t\n"), IsEmpty()); }

TEST(ShellWords, AnOpenQuoteIsRefused) {
  for (const char* line : {"a 'b", "a \"b", "a \"b\\\"", "a\\"}) {
    EXPECT_EQ(shell_words(line), tl::unexpected(ShellWordsError::open_quote)) << line;
  }
}

TEST(ShellWords, AnOperatorOutsideQuotesIsRefused) {
  for (const char* line : {"a | b", "a;b", "a && b", "a > f", "a < f", "(a)"}) {
    EXPECT_EQ(shell_words(line), tl::unexpected(ShellWordsError::operator_)) << line;
  }
}

TEST(ShellWords, ALineOfWordsGivesTheSameWordsAgain) {
  const std::vector<std::string> words = {"pass", "", "it's", "'", "a b", "$HOME", R"(\)", "|", "\n"};
  EXPECT_EQ(shell_words(shell_line(words)), words);
}

}  // namespace
}  // namespace pecprobe
