// Every rule decides its example and leaves its near miss to another rule.
#include "probe/diagnosis/rule.hpp"
#include "tests/unit/diagnosis/rule_examples.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <iterator>
#include <ostream>
#include <set>

namespace pecprobe {

void PrintTo(const Rule& rule, std::ostream* out) { *out << rule.name; }

}  // namespace pecprobe

namespace pecprobe::test {

namespace {

const std::vector<RuleExample>& examples() {
  static const std::vector<RuleExample> k_all = [] {
    std::vector<RuleExample> all;
    for (const auto& part : {connection_examples(), opening_examples(), login_examples(), after_login_examples()}) {
      all.insert(all.end(), part.begin(), part.end());
    }
    return all;
  }();
  return k_all;
}

const RuleExample* example_for(std::string_view rule) {
  const auto found =
      std::find_if(examples().begin(), examples().end(), [&](const RuleExample& e) { return e.rule == rule; });
  return found == examples().end() ? nullptr : &*found;
}

std::string test_name(const ::testing::TestParamInfo<Rule>& info) {
  std::string name;
  for (const char c : info.param.name) {
    name += std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
  }
  return name;
}

class EveryRule : public ::testing::TestWithParam<Rule> {};

TEST_P(EveryRule, DecidesItsExample) {
  const RuleExample* example = example_for(GetParam().name);
  ASSERT_NE(example, nullptr) << "a rule without an example";
  EXPECT_EQ(deciding_rule(Sighting{example->decides}).name, GetParam().name);
}

TEST_P(EveryRule, LeavesItsNearMissToAnother) {
  const RuleExample* example = example_for(GetParam().name);
  ASSERT_NE(example, nullptr) << "a rule without an example";
  EXPECT_NE(deciding_rule(Sighting{example->near_miss}).name, GetParam().name);
}

/// What a reader of the report would notice: another diagnosis, or none.
TEST_P(EveryRule, IsMissedWhenItIsSwitchedOff) {
  const RuleExample* example = example_for(GetParam().name);
  ASSERT_NE(example, nullptr) << "a rule without an example";
  std::vector<Rule> rest;
  std::copy_if(rule_table().begin(), rule_table().end(), std::back_inserter(rest),
               [](const Rule& rule) { return rule.name != GetParam().name; });
  const Sighting seen{example->decides};
  const Rule& next = deciding_rule(seen, rest);
  EXPECT_TRUE(!next.holds(seen) || verdict_of(next, seen) != verdict_of(GetParam(), seen))
      << "the rule \"" << next.name << "\" says the same";
}

TEST_P(EveryRule, NamesItsSource) { EXPECT_FALSE(GetParam().source.empty()); }

INSTANTIATE_TEST_SUITE_P(Table, EveryRule, ::testing::ValuesIn(rule_table()), test_name);

TEST(RuleTable, HasNoTwoRulesOfOneName) {
  std::set<std::string_view> names;
  for (const Rule& rule : rule_table()) {
    EXPECT_TRUE(names.insert(rule.name).second) << rule.name;
  }
}

TEST(RuleTable, NeedsEveryExample) {
  for (const RuleExample& example : examples()) {
    const bool is_used = std::any_of(rule_table().begin(), rule_table().end(),
                                     [&](const Rule& rule) { return rule.name == example.rule; });
    EXPECT_TRUE(is_used) << example.rule;
  }
}

// Rule 5 of DIAGNOSIS.md: what rests on the vocabulary alone is never stated.
TEST(RuleTable, NeverStatesWhatOnlyWordsSay) {
  for (const Rule& rule : rule_table()) {
    if (rule.source.starts_with("vocabulary")) {
      EXPECT_NE(rule.certainty, Certainty::stated) << rule.name;
    }
  }
}

}  // namespace

}  // namespace pecprobe::test
