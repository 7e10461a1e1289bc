#include "probe/report/embed/wording_toml.hpp"

#include "probe/report/wording.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace pecprobe {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(WordingToml, is_texts_and_lists_in_the_order_of_their_keys) {
  const auto entries =
      read_wording("[code.x]\ntitle = 'a \"title\"'\nadvice = ['second', 'first']\n[cli]\nopened = 'è'\n");
  ASSERT_TRUE(entries);
  EXPECT_THAT(*entries,
              ElementsAre(WordingEntry{"cli.opened", {"è"}}, WordingEntry{"code.x.advice", {"second", "first"}, true},
                          WordingEntry{"code.x.title", {"a \"title\""}}));
}

TEST(WordingToml, refuses_what_is_not_toml_and_names_the_line) {
  const auto entries = read_wording("[cli]\nopened = \n");
  ASSERT_FALSE(entries);
  EXPECT_THAT(entries.error(), HasSubstr("line 2"));
}

TEST(WordingToml, refuses_a_value_that_is_not_a_text_and_names_its_key) {
  for (const char* const value : {"3", "['a', 3]", "[['a']]"}) {
    const auto entries = read_wording(std::string("[cli]\nopened = ") + value + "\n");
    ASSERT_FALSE(entries) << value;
    EXPECT_THAT(entries.error(), HasSubstr("cli.opened")) << value;
  }
}

/// What the build made of a file and the compiler of that is what the file says.
TEST(WordingToml, stands_in_the_program_as_it_stands_in_the_files) {
  for (const Language language : Language::all()) {
    const auto path =
        std::filesystem::path(PECPROBE_SOURCE_DIR) / "probe/data" / fmt::format("wording.{}.toml", language.tag());
    std::ifstream in(path, std::ios::binary);
    const auto entries = read_wording(std::string{std::istreambuf_iterator<char>(in), {}});
    ASSERT_TRUE(entries) << path;
    const Wording& wording = Wording::of(language);
    EXPECT_EQ(entries->size(), wording.texts().size() + wording.lists().size());
    for (const WordingEntry& entry : *entries) {
      const std::vector<std::string> its =
          entry.is_list ? wording.list(entry.key) : std::vector<std::string>{wording.text(entry.key)};
      EXPECT_EQ(its, entry.texts) << entry.key;
    }
  }
}

}  // namespace
}  // namespace pecprobe
