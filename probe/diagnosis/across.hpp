// What the services of one account say about each other, and what the dates on record say about a
// refusal.
#pragma once

#include "probe/diagnosis/diagnose.hpp"

#include <span>
#include <vector>

namespace pecprobe {

/// Refines generic refusals (`auth_rejected`) in `diagnoses`, which stand in the order of
/// `services`, and nothing else: a cause that a server states stays (DIAGNOSIS.md, rule 4).
[[nodiscard]] std::vector<Diagnosis> seen_together(std::vector<Diagnosis> diagnoses,
                                                   std::span<const ServiceFacts> services, const Knowledge& knowledge);

}  // namespace pecprobe
