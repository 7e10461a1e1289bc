#include "probe/diagnosis/rule.hpp"

#include <algorithm>
#include <array>

namespace pecprobe {

const std::vector<Rule>& rule_table() {
  static const std::vector<Rule> k_table = [] {
    std::vector<Rule> table;
    for (const auto& phase :
         {reach_rules(), tls_rules(), greeting_rules(), starttls_rules(), offer_rules(), login_code_rules(),
          login_word_rules(), login_class_rules(), mailbox_rules(), sending_rules(), ending_rules()}) {
      table.insert(table.end(), phase.begin(), phase.end());
    }
    return table;
  }();
  return k_table;
}

const Rule& deciding_rule(const Sighting& seen) {
  const std::vector<Rule>& table = rule_table();
  const auto found = std::find_if(table.begin(), table.end() - 1, [&](const Rule& rule) { return rule.holds(seen); });
  return *found;  // the last rule always holds
}

}  // namespace pecprobe
