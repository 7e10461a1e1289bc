#include "probe/advice/known_replies.hpp"

#include "probe/advice/explain.hpp"
#include "probe/report/wording.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace pecprobe {
namespace {

using testing::HasSubstr;

/// A sentence that a pattern is made for: the first of each choice, nothing for what does not matter.
std::string sentence_of(std::string pattern) {
  for (const std::string_view dots : {" .. "}) {
    for (auto at = pattern.find(dots); at != std::string::npos; at = pattern.find(dots)) {
      pattern.replace(at, dots.size(), " ");
    }
  }
  std::erase(pattern, '*');
  std::string sentence;
  for (std::size_t at = 0; at < pattern.size();) {
    const auto end = std::min(pattern.find(' ', at), pattern.size());
    const std::string word = pattern.substr(at, end - at);
    sentence += word.substr(0, word.find('|')) + " ";
    at = end + 1;
  }
  return sentence;
}

TEST(KnownReplies, every_row_is_found_by_each_of_its_codes_and_sentences) {
  const KnownReplies& replies = KnownReplies::built_in();
  ASSERT_GT(replies.all().size(), 20U);
  for (const KnownReply& reply : replies.all()) {
    for (const std::string& code : reply.codes) {
      const KnownReply* found = replies.find("Errore (" + code + ")");
      ASSERT_NE(found, nullptr) << code;
      EXPECT_EQ(found->id, reply.id) << code;
    }
    for (const std::string& pattern : reply.patterns) {
      const KnownReply* found = replies.find(sentence_of(pattern));
      ASSERT_NE(found, nullptr) << pattern;
      EXPECT_EQ(found->means.front(), reply.means.front()) << pattern << " is taken for " << found->id;
    }
  }
}

TEST(KnownReplies, have_one_sentence_each_in_every_language_and_no_more) {
  std::set<std::string> ids;
  for (const KnownReply& reply : KnownReplies::built_in().all()) {
    ids.insert("known_reply." + reply.id);
  }
  for (const Language language : {Language::italian, Language::english}) {
    std::set<std::string> keys;
    for (const auto& [key, text] : Wording::of(language).texts()) {
      if (key.starts_with("known_reply.")) {
        keys.insert(key);
      }
    }
    EXPECT_EQ(keys, ids);
  }
}

TEST(KnownReplies, find_nothing_in_an_ordinary_sentence) {
  EXPECT_EQ(KnownReplies::built_in().find("La casella ha tre messaggi nuovi"), nullptr);
  EXPECT_EQ(KnownReplies::built_in().find(""), nullptr);
}

constexpr std::string_view k_good = R"(
[[reply]]
id = "x"
program = "P"
codes = ["0x1"]
means = ["auth_rejected"]
source = "S"
date = "2026-11-22"
)";

std::string without(std::string_view key) {
  std::string text(k_good);
  const auto at = text.find("\n" + std::string(key) + " = ") + 1;
  return text.erase(at, text.find('\n', at) + 1 - at);
}

TEST(KnownReplies, refuse_a_row_without_its_source_or_date_or_anything_else_that_it_needs) {
  EXPECT_TRUE(KnownReplies::parse(k_good).has_value());
  for (const char* key : {"id", "program", "codes", "means", "source", "date"}) {
    EXPECT_FALSE(KnownReplies::parse(without(key)).has_value()) << key;
  }
  EXPECT_EQ(KnownReplies::parse(without("source")).error(), "line 2: 'source' must be a text that is not empty");
}

TEST(KnownReplies, refuse_what_they_do_not_know) {
  EXPECT_THAT(KnownReplies::parse(std::string(k_good) + "colour = \"red\"\n").error(), HasSubstr("line 9"));
  std::string wrong(k_good);
  wrong.replace(wrong.find("auth_rejected"), 13, "auth_refused!");
  EXPECT_THAT(KnownReplies::parse(wrong).error(), HasSubstr("is no diagnosis"));
  EXPECT_THAT(KnownReplies::parse(std::string(k_good) + std::string(k_good)).error(), HasSubstr("stands twice"));
}

}  // namespace
}  // namespace pecprobe
