#include "probe/diagnosis/rule.hpp"

#include <algorithm>
#include <array>
#include <iterator>

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

const Rule& deciding_rule(const Sighting& seen, std::span<const Rule> table) {
  const auto last = std::prev(table.end());
  return *std::find_if(table.begin(), last, [&](const Rule& rule) { return rule.holds(seen); });
}

Diagnosis verdict_of(const Rule& rule, const Sighting& seen) {
  Diagnosis diagnosis;
  diagnosis.code = rule.code;
  diagnosis.certainty = rule.certainty;
  diagnosis.retry = rule.retry.value_or(info(rule.code).retry);
  diagnosis.evidence = rule.evidence(seen);
  diagnosis.detail = rule.detail != nullptr ? rule.detail(seen) : std::string();
  return diagnosis;
}

}  // namespace pecprobe
