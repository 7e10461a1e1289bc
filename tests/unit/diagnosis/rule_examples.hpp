// For every rule one service that it decides, and one that looks like it and belongs to another
// rule.
#pragma once

#include "protocols/wire/service_facts.hpp"

#include <string_view>
#include <vector>

namespace pecprobe::test {

struct RuleExample {
  std::string_view rule;  // its name
  ServiceFacts decides;
  ServiceFacts near_miss;
};

[[nodiscard]] std::vector<RuleExample> connection_examples();
[[nodiscard]] std::vector<RuleExample> opening_examples();
[[nodiscard]] std::vector<RuleExample> login_examples();
[[nodiscard]] std::vector<RuleExample> after_login_examples();

}  // namespace pecprobe::test
