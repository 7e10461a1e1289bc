// Which true causes a code can have, ranked by what is known besides.
#pragma once

#include "probe/diagnosis/diagnose.hpp"

#include <span>
#include <vector>

namespace pecprobe {

/// How the services of an account stand together, as far as the ranking asks.
struct Company {
  std::size_t refused = 0;                // services with a generic refusal, this one included
  bool certificates_out_of_date = false;  // several services, and every one shows only dates that do not fit
};

/// Likeliest first; empty where the code leaves no doubt.
[[nodiscard]] std::vector<Hypothesis> hypotheses(const Diagnosis& diagnosis, const ServiceFacts& facts,
                                                 const Knowledge& knowledge, const Company& company);

}  // namespace pecprobe
