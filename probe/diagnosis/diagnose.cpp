#include "probe/diagnosis/diagnose.hpp"

#include "probe/diagnosis/across.hpp"
#include "probe/diagnosis/hypotheses.hpp"
#include "probe/diagnosis/rule.hpp"

#include <algorithm>

namespace pecprobe {

namespace {

Diagnosis seen_alone(const ServiceFacts& service) {
  const Sighting seen{service};
  const Rule& rule = deciding_rule(seen);
  Diagnosis diagnosis;
  diagnosis.code = rule.code;
  diagnosis.certainty = rule.certainty;
  diagnosis.retry = rule.retry.value_or(info(rule.code).retry);
  diagnosis.evidence = rule.evidence(seen);
  diagnosis.detail = rule.detail != nullptr ? rule.detail(seen) : std::string();
  return diagnosis;
}

bool shows_dates_that_do_not_fit(const ServiceFacts& service) {
  if (!service.tls || service.tls->verify_errors.empty()) {
    return false;
  }
  return std::all_of(
      service.tls->verify_errors.begin(), service.tls->verify_errors.end(), [](const VerifyError& error) {
        return error.problem == CertificateProblem::expired || error.problem == CertificateProblem::not_yet_valid;
      });
}

Company company_of(std::span<const ServiceFacts> services, std::span<const Diagnosis> alone) {
  Company company;
  company.refused = static_cast<std::size_t>(
      std::count_if(alone.begin(), alone.end(), [](const Diagnosis& d) { return d.code == Code::auth_rejected; }));
  company.certificates_out_of_date =
      services.size() > 1 && std::all_of(services.begin(), services.end(), shows_dates_that_do_not_fit);
  return company;
}

}  // namespace

std::vector<Diagnosis> diagnose(std::span<const ServiceFacts> services, const Knowledge& knowledge) {
  std::vector<Diagnosis> diagnoses;
  diagnoses.reserve(services.size());
  std::transform(services.begin(), services.end(), std::back_inserter(diagnoses), seen_alone);
  const Company company = company_of(services, diagnoses);
  diagnoses = seen_together(std::move(diagnoses), services, knowledge);
  for (std::size_t i = 0; i < services.size(); ++i) {
    diagnoses[i].hypotheses = hypotheses(diagnoses[i], services[i], knowledge, company);
  }
  return diagnoses;
}

}  // namespace pecprobe
