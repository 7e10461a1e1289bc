#include "probe/diagnosis/diagnose.hpp"

#include "probe/diagnosis/across.hpp"
#include "probe/diagnosis/hypotheses.hpp"
#include "probe/diagnosis/rule.hpp"

#include <algorithm>

namespace pecprobe {

namespace {

Diagnosis seen_alone(const ServiceFacts& service) {
  const Sighting seen{service};
  return verdict_of(deciding_rule(seen), seen);
}

}  // namespace

std::vector<Diagnosis> diagnose(std::span<const ServiceFacts> services, const Knowledge& knowledge) {
  std::vector<Diagnosis> alone;
  alone.reserve(services.size());
  std::transform(services.begin(), services.end(), std::back_inserter(alone), seen_alone);
  const Gathering all{services, alone, knowledge};
  std::vector<Diagnosis> diagnoses = seen_together(all);
  for (std::size_t i = 0; i < services.size(); ++i) {
    diagnoses[i].hypotheses = hypotheses(diagnoses[i], all, i);
  }
  return diagnoses;
}

}  // namespace pecprobe
