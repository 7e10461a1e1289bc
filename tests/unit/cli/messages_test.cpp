#include "probe/cli/messages.hpp"

#include "probe/report/wording.hpp"

#include <gtest/gtest.h>

#include <set>

namespace pecprobe {
namespace {

std::set<std::string> placeholders(std::string_view sentence) {
  std::set<std::string> found;
  for (auto open = sentence.find('{'); open != std::string_view::npos; open = sentence.find('{', open + 1)) {
    found.emplace(sentence.substr(open, sentence.find('}', open) - open + 1));
  }
  return found;
}

TEST(Messages, EverySentenceStandsInBothLanguagesWithTheSamePlaceholders) {
  for (const MessageRow& row : all_messages()) {
    const std::string key(row.key);
    const std::string italian = Wording::of(Language::italian).text(key);
    const std::string english = Wording::of(Language::english).text(key);
    EXPECT_NE(italian, key);  // a key that does not exist stands for itself
    EXPECT_NE(english, key);
    EXPECT_EQ(placeholders(italian), placeholders(english)) << key;
  }
}

TEST(Messages, EverySentenceCanBeFilledIn) {
  for (const MessageRow& row : all_messages()) {
    for (const Language language : {Language::italian, Language::english}) {
      const std::string filled = text(row.message, language, "W", "D");
      EXPECT_EQ(filled.find('{'), std::string::npos) << row.key;
    }
  }
}

TEST(Messages, WhatComesFromOutsideIsMadePrintable) {
  EXPECT_EQ(text(Message::command_unknown, Language::english, "\x1b[31m{x}"), "unknown command: \\x1b[31m{x}");
}

}  // namespace
}  // namespace pecprobe
