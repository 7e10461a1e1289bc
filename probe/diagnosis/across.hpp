// What the services of one account say about each other, and what the dates on record say about a
// refusal: an ordered table, as for one service alone.
#pragma once

#include "probe/diagnosis/gathering.hpp"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace pecprobe {

/// What holds for a service because of the others. The first that holds decides; none need hold.
struct JointRule {
  std::string_view name;  // a sentence, unique in the table
  bool (*holds)(const Gathering& all, std::size_t service);
  Code (*code)(const Gathering& all, std::size_t service);
  std::optional<Certainty> certainty;  // nothing: as the service's own diagnosis had it
  Evidence (*evidence)(const Gathering& all, std::size_t service);
  std::string_view source;
};

[[nodiscard]] std::span<const JointRule> joint_rules() noexcept;

/// The diagnoses of `all`, refined by `rules`. A cause that a server states stays: only generic
/// refusals (`auth_rejected`) get another (DIAGNOSIS.md, rule 4), and certificates that are out of
/// date.
[[nodiscard]] std::vector<Diagnosis> seen_together(const Gathering& all,
                                                   std::span<const JointRule> rules = joint_rules());

}  // namespace pecprobe
