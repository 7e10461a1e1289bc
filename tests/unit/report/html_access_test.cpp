// The HTML report can be read and used by everybody: contrast, names of controls, order of headings.
#include "tests/support/format_checks/html_tree.hpp"
#include "tests/support/format_checks/scanner.hpp"
#include "tests/support/sample_results.hpp"
#include "tests/unit/report/rendering.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <iterator>
#include <map>
#include <pugixml.hpp>

namespace pecprobe::test {
namespace {

using Colours = std::map<std::string, std::string>;

/// `--name: #rrggbb;`, as many as there are.
Colours colours_in(std::string_view block) {
  Colours colours;
  for (Scanner scanner(block); !scanner.is_done(); scanner.take_until("-")) {
    if (scanner.take("--")) {
      const std::string name(scanner.take_until(":"));
      if (scanner.take(": #")) {
        colours[name] = "#" + std::string(scanner.take_until(";"));
      }
    }
    scanner.take("-");
  }
  return colours;
}

/// The colours that report.css names: first the light ones, then the dark ones.
std::vector<Colours> themes() {
  std::ifstream file(std::string(PECPROBE_SOURCE_DIR) + "/probe/report/html/report.css");
  const std::string css{std::istreambuf_iterator<char>(file), {}};
  std::vector<Colours> out;
  Scanner scanner(css);
  for (std::string_view part = scanner.take_until("{}"); !scanner.is_done(); part = scanner.take_until("{}")) {
    const bool is_root = part.ends_with(":root ");
    scanner.take("{") || scanner.take("}");
    if (is_root) {
      out.push_back(colours_in(scanner.take_until("}")));
    }
  }
  return out;
}

/// WCAG 2.2, relative luminance of `#rrggbb`.
double luminance(const std::string& colour) {
  const auto part = [&](std::size_t at) {
    const double value = std::stoi(colour.substr(at, 2), nullptr, 16) / 255.0;
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5);
}

double contrast(const std::string& one, const std::string& other) {
  const double a = luminance(one);
  const double b = luminance(other);
  return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

TEST(HtmlAccess, the_contrast_is_computed_as_wcag_says) {
  EXPECT_NEAR(contrast("#000000", "#ffffff"), 21.0, 0.001);
  EXPECT_NEAR(contrast("#777777", "#ffffff"), 4.48, 0.01);
}

TEST(HtmlAccess, every_colour_of_words_stands_out_seven_to_one_in_light_and_in_dark) {
  const std::vector<Colours> found = themes();
  ASSERT_EQ(found.size(), 2U);
  for (const Colours& colours : found) {
    for (const char* words : {"text", "faint", "good", "bad", "caution", "link"}) {
      for (const char* ground : {"page", "block"}) {
        EXPECT_GE(contrast(colours.at(words), colours.at(ground)), 7.0) << words << " on " << ground;
      }
    }
  }
}

pugi::xml_document page() {
  HtmlTree tree = html_tree(rendered("html", {good_account(), rejected_account(), full_mailbox_account()}, {}));
  EXPECT_EQ(tree.fault, "");
  return std::move(tree.document);
}

TEST(HtmlAccess, every_control_has_a_name_and_is_reached_by_the_keyboard) {
  const pugi::xml_document document = page();
  EXPECT_STRNE(document.child("html").attribute("lang").value(), "");
  const auto controls = document.select_nodes("//input | //select");
  EXPECT_EQ(controls.size(), 2U);
  for (const auto& control : controls) {
    EXPECT_STREQ(control.node().parent().name(), "label");
    EXPECT_STRNE(control.node().parent().text().get(), "");
  }
  const auto buttons = document.select_nodes("//button");
  EXPECT_GT(buttons.size(), 6U);  // those that sort, and those that copy
  for (const auto& button : buttons) {
    EXPECT_STRNE(button.node().text().get(), "");
  }
  EXPECT_TRUE(document.select_nodes("//@tabindex | //*[@role='button']").empty());
  EXPECT_TRUE(document.select_nodes("//svg[not(@aria-label)] | //th[not(@scope)]").empty());
  EXPECT_TRUE(document.select_nodes("//details[not(*[1][self::summary])]").empty());
}

TEST(HtmlAccess, no_level_of_headings_is_left_out) {
  const pugi::xml_document document = page();
  int level = 0;
  for (const auto& heading : document.select_nodes("//h1 | //h2 | //h3 | //h4")) {
    const int next = heading.node().name()[1] - '0';
    EXPECT_LE(next, level + 1) << heading.node().text().get();
    level = next;
  }
  EXPECT_EQ(document.select_nodes("//h1").size(), 1U);
  EXPECT_EQ(level, 3);
}

}  // namespace
}  // namespace pecprobe::test
