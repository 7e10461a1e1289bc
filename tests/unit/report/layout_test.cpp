#include "probe/report/layout.hpp"

#include <gtest/gtest.h>

namespace pecprobe {
namespace {

TEST(Layout, counts_code_points_and_not_bytes) { EXPECT_EQ(display_width("perché →"), 8U); }

TEST(Layout, shortens_to_a_width_with_an_ellipsis_and_never_inside_a_code_point) {
  EXPECT_EQ(shortened("perché no", 9), "perché no");
  EXPECT_EQ(shortened("perché no", 8), "perché …");
  EXPECT_EQ(shortened("éééé", 3), "éé…");
}

TEST(Layout, pads_by_code_points) {
  EXPECT_EQ(padded("più", 5), "più  ");
  EXPECT_EQ(padded("Destinatario", 5), "Destinatario");
}

TEST(Layout, wraps_at_eighty_columns_and_aligns_what_follows) {
  const std::string word(30, 'a');
  EXPECT_EQ(wrapped("- ", word + " " + word + " " + word), "- " + word + " " + word + "\n  " + word + "\n");
}

TEST(Layout, puts_a_given_mark_before_every_further_line) {
  const std::string word(70, 'a');
  EXPECT_EQ(wrapped("> ", "> ", word + " " + word), "> " + word + "\n> " + word + "\n");
}

TEST(Layout, wraps_a_line_of_exactly_eighty_columns_not_at_all) {
  const std::string word(39, 'a');
  EXPECT_EQ(wrapped("", word + " " + word + "à"), word + " " + word + "à\n");
}

TEST(Layout, keeps_a_word_that_is_too_long_in_one_piece) {
  const std::string host(100, 'h');
  EXPECT_EQ(wrapped("  ", "see " + host + " now"), "  see\n  " + host + "\n  now\n");
}

TEST(Layout, leaves_no_blank_behind_the_beginning_of_an_empty_text) { EXPECT_EQ(wrapped("> ", ""), ">\n"); }

TEST(Layout, paints_within_a_line_and_not_without_colour) {
  EXPECT_EQ(painted("NO\n", Tone::bad, Colour::always), "\x1b[31mNO\x1b[0m\n");
  EXPECT_EQ(painted("NO\n", Tone::bad, Colour::never), "NO\n");
}

}  // namespace
}  // namespace pecprobe
