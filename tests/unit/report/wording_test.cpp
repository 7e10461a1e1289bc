#include "probe/report/wording.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pecprobe {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(Wording, the_success_line_is_the_one_that_helpdesks_know) {
  EXPECT_EQ(Wording::of(Language::italian).text("report.success"), "Operazione completata con successo!");
  EXPECT_EQ(Wording::of(Language::english).text("report.success"), "Operation completed successfully!");
}

TEST(Wording, fills_named_arguments_and_ignores_those_that_it_does_not_name) {
  const auto wording = Wording::parse("[cli]\nopened = 'read {file}, line {line:03}'\n");
  ASSERT_TRUE(wording);
  EXPECT_EQ(wording->text("cli.opened", fmt::arg("file", "a.toml"), fmt::arg("line", 7), fmt::arg("other", 1)),
            "read a.toml, line 007");
}

TEST(Wording, leaves_a_sentence_as_it_stands_when_an_argument_is_missing) {
  const auto wording = Wording::parse("[cli]\nopened = 'read {file}'\n");
  ASSERT_TRUE(wording);
  EXPECT_EQ(wording->text("cli.opened", fmt::arg("path", "a")), "read {file}");
}

TEST(Wording, never_reads_placeholders_out_of_an_argument) {
  const auto wording = Wording::parse("[cli]\nopened = 'read {file}'\n");
  ASSERT_TRUE(wording);
  EXPECT_EQ(wording->text("cli.opened", fmt::arg("file", "{file}{}")), "read {file}{}");
}

TEST(Wording, answers_with_the_key_where_there_is_no_sentence) {
  EXPECT_EQ(Wording::of(Language::english).text("cli.no_such_key"), "cli.no_such_key");
  EXPECT_THAT(Wording::of(Language::english).list("code.no_such_code.advice"), IsEmpty());
}

TEST(Wording, counts_one_and_many) {
  const Wording& wording = Wording::of(Language::italian);
  EXPECT_EQ(wording.count("count.days", 1), "1 giorno");
  EXPECT_EQ(wording.count("count.days", 0), "0 giorni");
  EXPECT_EQ(wording.count("count.days", 14), "14 giorni");
}

TEST(Wording, keeps_lists_in_their_order) {
  const auto wording = Wording::parse("[code.x]\nadvice = ['first', 'second']\n");
  ASSERT_TRUE(wording);
  EXPECT_THAT(wording->list("code.x.advice"), ElementsAre("first", "second"));
}

TEST(Wording, refuses_what_is_not_toml_and_names_the_line) {
  const auto wording = Wording::parse("[cli]\nopened = \n");
  ASSERT_FALSE(wording);
  EXPECT_THAT(wording.error(), HasSubstr("line 2"));
}

TEST(Wording, refuses_a_value_that_is_not_a_text_and_names_its_key) {
  EXPECT_THAT(Wording::parse("[cli]\nopened = 3\n").error(), HasSubstr("cli.opened"));
  EXPECT_THAT(Wording::parse("[cli]\nopened = ['a', 3]\n").error(), HasSubstr("cli.opened"));
}

}  // namespace
}  // namespace pecprobe
