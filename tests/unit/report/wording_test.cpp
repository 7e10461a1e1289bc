#include "probe/report/wording.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

namespace pecprobe {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Wording, the_success_line_is_the_one_that_helpdesks_know) {
  EXPECT_EQ(Wording::of(Language::italian).text("report.success"), "Operazione completata con successo!");
  EXPECT_EQ(Wording::of(Language::english).text("report.success"), "Operation completed successfully!");
}

Wording wording_with(std::string_view key, std::string_view text) {
  const WordingRow row{key, text};
  return Wording({&row, 1});
}

TEST(Wording, fills_named_arguments_and_ignores_those_that_it_does_not_name) {
  const Wording wording = wording_with("cli.opened", "read {file}, line {line:03}");
  EXPECT_EQ(wording.text("cli.opened", fmt::arg("file", "a.toml"), fmt::arg("line", 7), fmt::arg("other", 1)),
            "read a.toml, line 007");
}

TEST(Wording, leaves_a_sentence_as_it_stands_when_an_argument_is_missing) {
  EXPECT_EQ(wording_with("cli.opened", "read {file}").text("cli.opened", fmt::arg("path", "a")), "read {file}");
}

TEST(Wording, never_reads_placeholders_out_of_an_argument) {
  EXPECT_EQ(wording_with("cli.opened", "read {file}").text("cli.opened", fmt::arg("file", "{file}{}")),
            "read {file}{}");
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
  const std::array<std::string_view, 2> advice = {"second", "first"};
  const WordingRow row{"code.x.advice", {}, advice, true};
  EXPECT_THAT(Wording({&row, 1}).list("code.x.advice"), ElementsAre("second", "first"));
}

}  // namespace
}  // namespace pecprobe
