#include "probe/cli/help.hpp"

#include "probe/cli/option_table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

namespace pecprobe {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

constexpr std::array k_languages = {Language::italian, Language::english};

/// Columns of a line: continuation bytes of UTF-8 take none.
std::size_t width(std::string_view line) {
  return static_cast<std::size_t>(
      std::count_if(line.begin(), line.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> found;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    found.push_back(line);
  }
  return found;
}

TEST(ShortHelp, FitsATerminalOfTwentyFourLinesAndEightyColumns) {
  for (const Language language : k_languages) {
    const auto help = lines(short_help(language));
    EXPECT_LE(help.size(), 23U);  // one is left for the prompt
    for (const std::string& line : help) {
      EXPECT_LE(width(line), 80U) << line;
    }
  }
}

TEST(ShortHelp, BeginsWithExamples) {
  EXPECT_THAT(short_help(Language::italian), StartsWith("Esempi:\n  pecprobe check "));
  EXPECT_THAT(short_help(Language::english), StartsWith("Examples:\n  pecprobe check "));
}

TEST(FullHelp, ExplainsEveryOptionOfTheTable) {
  for (const Language language : k_languages) {
    const std::string help = full_help(language);
    for (const OptionRow& row : check_options()) {
      EXPECT_THAT(help, HasSubstr("--" + std::string(row.name))) << row.name;
      EXPECT_THAT(help, HasSubstr(text(row.help, language))) << row.name;
    }
  }
}

TEST(FullHelp, FitsAHundredColumns) {
  for (const Language language : k_languages) {
    for (const std::string& line : lines(full_help(language))) {
      EXPECT_LE(width(line), 100U) << line;
    }
  }
}

TEST(Version, NamesTheLibraries) {
  EXPECT_THAT(version_line(), StartsWith("pecprobe "));
  EXPECT_THAT(version_line(), HasSubstr("(libcurl " + tool_info().libcurl + ", OpenSSL " + tool_info().openssl + ")"));
}

}  // namespace
}  // namespace pecprobe
