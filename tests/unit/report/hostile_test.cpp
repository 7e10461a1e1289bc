// Whatever a server says comes out inert: no escape sequence, no control or bidirectional character, valid UTF-8.
#include "tests/support/format_checks/format_checks.hpp"
#include "tests/support/sample_results.hpp"
#include "tests/unit/report/rendering.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <random>

namespace pecprobe::test {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

bool is_valid_utf8(const std::string& text) {
  try {
    (void)json(text).dump();  // strict: throws on invalid UTF-8
    return true;
  } catch (const json::exception&) {
    return false;
  }
}

/// Control characters other than the line end, and what moves, hides or reorders text.
std::vector<std::string> active_characters() {
  std::vector<std::string> all = {"\x7f",         "\xC2\x85",     "\xC2\x9B",    "\xE2\x80\xA8",
                                  "\xE2\x80\xA9", "\xE2\x80\xAE", "\xE2\x81\xA6"};
  for (char c = 0; c < 0x20; ++c) {
    if (c != '\n') {
      all.emplace_back(1, c);
    }
  }
  return all;
}

struct Way {
  std::string_view name;
  std::string_view format;
  bool verbose;

  friend void PrintTo(const Way& way, std::ostream* out) { *out << way.name; }
};

class HostileTexts : public testing::TestWithParam<Way> {
 protected:
  [[nodiscard]] static std::string report() {
    SinkOptions options;
    options.language = Language::english;
    options.verbose = GetParam().verbose;
    return rendered(GetParam().format, {hostile_account()}, options);
  }
};

TEST_P(HostileTexts, come_out_as_valid_utf_8) { EXPECT_TRUE(is_valid_utf8(report())); }

TEST_P(HostileTexts, come_out_without_any_active_character) {
  for (const std::string& active : active_characters()) {
    EXPECT_THAT(report(), Not(HasSubstr(active))) << testing::PrintToString(active);
  }
}

TEST_P(HostileTexts, cannot_begin_a_line_of_their_own) { EXPECT_THAT(report(), Not(HasSubstr("\nX-Injected"))); }

TEST_P(HostileTexts, are_capped) {
  // A text of 20,000 bytes stands in the refusal, the evidence and a capability: about 4 kB of each are kept.
  EXPECT_LT(report().size(), 60'000U);
}

/// A mixture of what means something to a terminal or to the reader of some format.
std::string mixed_text(std::mt19937& random) {
  using namespace std::string_literals;
  static const std::vector<std::string> k_pieces = {"\x1b[2J",
                                                    "]]>",
                                                    "<script>alert(1)</script>",
                                                    "=cmd()",
                                                    "@SUM(1)",
                                                    "\r\n",
                                                    "\n",
                                                    "\t",
                                                    "\r",
                                                    "\0"s,
                                                    "\xff",
                                                    "\xc3",
                                                    "\xE2\x80\xAE",
                                                    "\xC2\x85",
                                                    "|",
                                                    "'",
                                                    "\"",
                                                    "\\",
                                                    "#",
                                                    " # SKIP ",
                                                    "%0A",
                                                    "::error::",
                                                    "---",
                                                    "...",
                                                    "{host}",
                                                    "{}",
                                                    ",",
                                                    ";",
                                                    "</pre>",
                                                    "ok 1 - x",
                                                    "1..3",
                                                    "PEC OK - ",
                                                    "&lt;",
                                                    "&",
                                                    "=",
                                                    ":",
                                                    "$(id)",
                                                    "-1",
                                                    "\xEF\xBF\xBE",
                                                    " ",
                                                    "a"};
  std::string text;
  for (auto count = random() % 12; count > 0; --count) {
    text += k_pieces[random() % k_pieces.size()];
  }
  return text;
}

TEST_P(HostileTexts, in_any_mixture_leave_what_readers_accept_and_nothing_active) {
  std::mt19937 random(20261122);  // NOLINT(cert-msc51-cpp): the same texts in every run
  SinkOptions options;
  options.verbose = GetParam().verbose;
  for (int i = 0; i < 200; ++i) {
    const std::string text = mixed_text(random);
    const std::string report = rendered(GetParam().format, {hostile_account(text, text)}, options);
    ASSERT_THAT(faults_in(GetParam().format, report), testing::IsEmpty()) << testing::PrintToString(text);
    ASSERT_TRUE(is_valid_utf8(report)) << testing::PrintToString(text);
    for (const std::string& active : active_characters()) {
      ASSERT_THAT(report, Not(HasSubstr(active))) << testing::PrintToString(text);
    }
  }
}

TEST_P(HostileTexts, are_never_read_as_placeholders) { EXPECT_THAT(report(), HasSubstr("{host} {}")); }

std::string name_of(const testing::TestParamInfo<Way>& way) { return std::string(way.param.name); }

std::vector<Way> ways() {
  std::vector<Way> all = {{"verbose_text", "text", true}};
  for (const ReportFormat& format : report_formats()) {
    all.push_back({format.name, format.name, false});
  }
  return all;
}

INSTANTIATE_TEST_SUITE_P(formats, HostileTexts, testing::ValuesIn(ways()), name_of);

TEST(HostileSample, holds_what_it_is_meant_to_hold) {
  const std::string text = hostile_text();
  EXPECT_FALSE(is_valid_utf8(text));
  for (const char* part : {"\x1b[2J", "\xE2\x80\xAE", "\r\nX-Injected", "\xC2\x9B"}) {
    EXPECT_THAT(text, HasSubstr(part));
  }
  EXPECT_NE(text.find('\0'), std::string::npos);
}

TEST(HostileTextsInJson, parse_again_to_what_was_escaped) {
  const json report = json::parse(rendered("json", {hostile_account()}, {}));
  const std::string host = report["accounts"][0]["services"][0]["endpoint"]["host"];
  EXPECT_THAT(host, HasSubstr("\\x1b[2J"));
  EXPECT_THAT(host, HasSubstr("\\u{202e}gnp.exe"));
  EXPECT_THAT(host, HasSubstr("\\xff\\xc3("));
}

}  // namespace
}  // namespace pecprobe::test
