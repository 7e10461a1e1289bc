#include "fixtures/cli/options.hpp"

#include <gmock/gmock.h>

namespace pecmock {
namespace {

using testing::HasSubstr;

ServeOptions serve_options(const std::vector<std::string>& arguments) {
  auto options = parse_options(arguments);
  if (!options || !std::holds_alternative<ServeOptions>(*options)) {
    ADD_FAILURE() << (options ? "another command" : options.error());
    return {};
  }
  return std::get<ServeOptions>(*options);
}

TEST(TheCommandLine, NamesAScenarioAndWhereThingsGo) {
  const ServeOptions options =
      serve_options({"--ports-file", "p.json", "--ca-out=ca.pem", "--port-base", "20000", "--control", "0", "--now",
                     "2026-11-22", "--accounts", "500", "--journal", "j.jsonl", "good"});
  EXPECT_EQ(options.scenario, "good");
  EXPECT_EQ(options.ports_file, "p.json");
  EXPECT_EQ(options.ca_file, "ca.pem");
  EXPECT_EQ(options.port_base, 20'000);
  EXPECT_EQ(options.control_port, 0);
  EXPECT_EQ(options.now, parse_moment("2026-11-22"));
  EXPECT_EQ(options.accounts, 500);
  EXPECT_EQ(options.journal_file, "j.jsonl");
}

TEST(TheCommandLine, NeedsNoMoreThanAScenario) {
  const ServeOptions options = serve_options({"good"});
  EXPECT_EQ(options.port_base, std::nullopt);
  EXPECT_EQ(options.control_port, std::nullopt);
  EXPECT_EQ(options.now, std::nullopt);
  EXPECT_EQ(options.accounts, 0);
}

TEST(TheCommandLine, HasCommands) {
  EXPECT_EQ(std::get<ListOptions>(parse_options({"list"}).value()).format, ListFormat::text);
  EXPECT_EQ(std::get<ListOptions>(parse_options({"list", "--format", "json"}).value()).format, ListFormat::json);
  EXPECT_EQ(std::get<ShowOptions>(parse_options({"show", "good"}).value()).scenario, "good");
  EXPECT_THAT(std::get<CheckOptions>(parse_options({"check", "a.scn", "b.scn"}).value()).files,
              testing::ElementsAre("a.scn", "b.scn"));
  EXPECT_THAT(std::get<HelpOptions>(parse_options({"--help"}).value()).text, HasSubstr("pecmock check FILE.scn"));
}

TEST(TheCommandLine, IsRefusedWithASentence) {
  const std::vector<std::pair<std::vector<std::string>, std::string>> mistakes = {
      {{}, "one scenario is expected; pecmock list names them"},
      {{"good", "bad"}, "one scenario is expected; bad is too much"},
      {{"--frobnicate", "good"}, "frobnicate"},
      {{"--port-base", "65535", "good"}, "--port-base takes a port from 1 to 65530"},
      {{"--control", "70000", "good"}, "--control takes a port from 0 to 65535"},
      {{"--now", "today", "good"}, "today is not a date"},
      {{"--accounts", "0", "good"}, "--accounts takes a number from 1 to"},
      {{"--accounts", "many", "good"}, "--accounts takes a number from 1 to"},
      {{"list", "--format", "xml"}, "list takes --format text or --format json"},
      {{"show"}, "show takes the name of one scenario"},
      {{"check"}, "check takes scenario files"},
  };
  for (const auto& [arguments, sentence] : mistakes) {
    const auto options = parse_options(arguments);
    ASSERT_FALSE(options) << sentence;
    EXPECT_THAT(options.error(), HasSubstr(sentence));
  }
}

}  // namespace
}  // namespace pecmock
