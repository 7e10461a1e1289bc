#include "probe/cli/help.hpp"

#include "probe/cli/command_table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <sstream>

namespace pecprobe {
namespace {

using testing::AllOf;
using testing::AnyOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
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

std::vector<OptionRow> options_of(const CalledCommand& called) {
  return called.row->options == nullptr ? std::vector<OptionRow>{} : called.row->options();
}

/// `  -q, --quiet …` or `      --provider …`
bool begins_with_option(const std::string& line) {
  return line.starts_with("      --") || (line.starts_with("  -") && line.find(", --") == 4);
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
    for (const CalledCommand& called : called_commands()) {
      for (const OptionRow& row : options_of(called)) {
        EXPECT_THAT(help, HasSubstr("--" + std::string(row.name))) << called.words;
      }
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

TEST(FullHelp, OfACommandExplainsItsOptionsAndNoOthers) {
  for (const CalledCommand& called : called_commands()) {
    const auto rows = options_of(called);
    for (const Language language : k_languages) {
      const std::string help = full_command_help(*called.row, language);
      for (const OptionRow& row : rows) {
        EXPECT_THAT(help, HasSubstr("--" + std::string(row.name))) << called.words;
        EXPECT_THAT(help, HasSubstr(text(row.help, language))) << called.words << " --" << row.name;
      }
      const auto found = lines(help);
      EXPECT_EQ(std::count_if(found.begin(), found.end(), begins_with_option), std::ssize(rows) + 2) << help;
    }
  }
}

TEST(Commands, HaveOptionsOrActions) {
  for (const CommandRow& command : commands()) {
    EXPECT_NE(command.options == nullptr, command.actions == nullptr) << command.name;
  }
}

TEST(Commands, HaveAHelpOfExamplesUsageAndPurpose) {
  for (const Language language : k_languages) {
    const auto described = nlohmann::json::parse(commands_json(language))["commands"];
    ASSERT_EQ(described.size(), called_commands().size());
    for (const auto& command : described) {
      const std::string call = "pecprobe " + command["name"].get<std::string>();
      EXPECT_THAT(command["usage"].get<std::string>(), StartsWith(call));
      EXPECT_THAT(command["examples"].get<std::string>(), AllOf(StartsWith("  "), HasSubstr(call))) << call;
      EXPECT_THAT(command["about"].get<std::string>(), Not(AnyOf(IsEmpty(), HasSubstr("--help"), HasSubstr("  "))))
          << call;
    }
  }
}

TEST(CommandsAsJson, NameEveryOptionAsTheTableHasIt) {
  const auto described = nlohmann::json::parse(commands_json(Language::english))["commands"];
  for (std::size_t i = 0; i < described.size(); ++i) {
    const CalledCommand called = called_commands().at(i);
    std::vector<std::string> names;
    for (const auto& option : described[i]["options"]) {
      names.push_back(option["name"]);
    }
    std::vector<std::string> wanted;
    for (const OptionRow& row : options_of(called)) {
      wanted.emplace_back(row.name);
    }
    EXPECT_EQ(described[i]["name"], called.words);
    EXPECT_EQ(names, wanted) << called.words;
  }
}

TEST(Version, NamesTheLibraries) {
  EXPECT_THAT(version_line(), StartsWith("pecprobe "));
  EXPECT_THAT(version_line(), HasSubstr("(libcurl " + tool_info().libcurl + ", OpenSSL " + tool_info().openssl + ")"));
}

}  // namespace
}  // namespace pecprobe
