// Parses scenarios written in a test.
#pragma once

#include "fixtures/script/parse_scenario.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace pecmock::test {

/// What every scenario must have, in one line.
inline constexpr std::string_view k_head = "title \"t\"\nsource none\n";

inline std::optional<std::string> no_other_scenario(std::string_view) { return std::nullopt; }

inline tl::expected<Scenario, std::string> parse(std::string_view source) {
  return parse_scenario("group/name.scn", std::string(k_head) + std::string(source), no_other_scenario);
}

/// The scenario; the test fails with the error when there is none.
inline Scenario parsed(std::string_view source) {
  auto scenario = parse(source);
  if (!scenario) {
    ADD_FAILURE() << scenario.error();
    return {};
  }
  return *std::move(scenario);
}

}  // namespace pecmock::test
