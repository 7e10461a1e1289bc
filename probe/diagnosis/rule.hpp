// One line of the rule table: a small predicate over the facts of one service, and what it means.
#pragma once

#include "probe/diagnosis/sighting.hpp"
#include "probe/model/diagnosis.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pecprobe {

struct Rule {
  std::string_view name;  // a sentence, unique in the table
  bool (*holds)(const Sighting& seen);
  Code code;
  Certainty certainty;
  std::vector<Evidence> (*evidence)(const Sighting& seen);
  std::string_view source;  // the standard or the server that the rule rests on
  std::string (*detail)(const Sighting& seen) = nullptr;
  std::optional<Retry> retry = {};  // where it is not the code's own
};

// The table, phase by phase, in the order in which the phases are asked. The first rule that holds
// decides.
[[nodiscard]] std::span<const Rule> reach_rules() noexcept;
[[nodiscard]] std::span<const Rule> tls_rules() noexcept;
[[nodiscard]] std::span<const Rule> greeting_rules() noexcept;
[[nodiscard]] std::span<const Rule> starttls_rules() noexcept;
[[nodiscard]] std::span<const Rule> offer_rules() noexcept;
[[nodiscard]] std::span<const Rule> login_code_rules() noexcept;
[[nodiscard]] std::span<const Rule> login_word_rules() noexcept;
[[nodiscard]] std::span<const Rule> login_class_rules() noexcept;
[[nodiscard]] std::span<const Rule> mailbox_rules() noexcept;
[[nodiscard]] std::span<const Rule> sending_rules() noexcept;
[[nodiscard]] std::span<const Rule> ending_rules() noexcept;

/// Every rule, in order.
[[nodiscard]] const std::vector<Rule>& rule_table();

/// The first rule of `table` that holds; the last one always does.
[[nodiscard]] const Rule& deciding_rule(const Sighting& seen, std::span<const Rule> table = rule_table());

/// What the rule says about it.
[[nodiscard]] Diagnosis verdict_of(const Rule& rule, const Sighting& seen);

}  // namespace pecprobe
