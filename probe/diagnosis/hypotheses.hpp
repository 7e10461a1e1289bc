// Which true causes a code can have, ranked by what is known besides.
#pragma once

#include "probe/diagnosis/gathering.hpp"

#include <cstddef>
#include <string_view>
#include <vector>

namespace pecprobe {

/// Likeliest first; empty where the code leaves no doubt. `diagnosis` is that of `service`, refined
/// by the others.
[[nodiscard]] std::vector<Hypothesis> hypotheses(const Diagnosis& diagnosis, const Gathering& all, std::size_t service);

/// The same where nothing but the diagnosis itself is known.
[[nodiscard]] std::vector<Hypothesis> hypotheses(const Diagnosis& diagnosis);

/// Names of hypotheses, likeliest first.
using HypothesisIds = std::vector<std::string_view>;

/// What a refusal without a reason leaves open.
[[nodiscard]] HypothesisIds behind_a_generic_refusal(const Gathering& all);

}  // namespace pecprobe
