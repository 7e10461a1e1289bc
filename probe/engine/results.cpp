#include "probe/engine/results.hpp"

#include "probe/diagnosis/gathering.hpp"
#include "probe/diagnosis/hypotheses.hpp"
#include "probe/engine/turns.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace pecprobe {

namespace {

using Kind = Evidence::Kind;

/// RFC 3339, UTC.
std::string time_text(Timestamp time) {
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}Z", std::chrono::floor<std::chrono::seconds>(time));
}

Diagnosis repeated(const RememberedRefusal& refusal) {
  Diagnosis diagnosis;
  diagnosis.code = refusal.code;
  diagnosis.certainty = refusal.certainty;
  diagnosis.retry = info(refusal.code).retry;
  if (!refusal.said.empty()) {
    diagnosis.evidence.push_back({Kind::server_line, refusal.said});
  }
  diagnosis.evidence.push_back(
      {Kind::remembered, fmt::format("refused at {}, not tried again; a further try is sensible from {}",
                                     time_text(refusal.times.refused_at),
                                     time_text(std::chrono::ceil<std::chrono::seconds>(refusal.times.next_try)))});
  return diagnosis;
}

/// One for each target in State::remembered, in their order, ranked by what is known today.
std::vector<Diagnosis> remembered_diagnoses(const std::vector<Target>& targets, const Knowledge& knowledge) {
  std::vector<ServiceFacts> facts;
  std::vector<Diagnosis> diagnoses;
  for (const Target& target : targets) {
    if (target.state == Target::State::remembered) {
      facts.emplace_back().endpoint = target.endpoint;
      diagnoses.push_back(repeated(*target.remembered));
    }
  }
  const std::vector<Diagnosis> alone = diagnoses;
  for (std::size_t i = 0; i < diagnoses.size(); ++i) {
    diagnoses[i].hypotheses = hypotheses(diagnoses[i], Gathering{facts, alone, knowledge}, i);
  }
  return diagnoses;
}

std::string address_of(const Target& target) { return target.only_address.value_or(""); }

/// Where the same service refused the password.
Evidence refusing_address(const Target& target, const std::vector<Target>& targets) {
  const auto found = std::find_if(targets.begin(), targets.end(), [&](const Target& other) {
    return other.service == target.service && other.facts && other.facts->dialogue.stop == Stop::auth_refused;
  });
  return {Kind::other_service, fmt::format("address {} not tried: refused at {}", address_of(target),
                                           found == targets.end() ? std::string{} : address_of(*found))};
}

/// What the services said that refused the credentials.
std::vector<Evidence> refusing_services(const std::vector<Target>& targets, const std::vector<Diagnosis>& diagnoses) {
  std::vector<Evidence> evidence;
  for (std::size_t i = 0; i < targets.size(); ++i) {
    if (refused_credentials(targets[i])) {
      evidence.push_back({Kind::other_service, fmt::format("{}: {}", to_string(targets[i].endpoint.protocol),
                                                           to_string(diagnoses[i].code))});
    }
  }
  return evidence;
}

Diagnosis skip_diagnosis(const Target& target, const std::vector<Target>& targets,
                         const std::vector<Diagnosis>& diagnoses) {
  switch (target.skip_reason) {
    case Target::SkipReason::other_address_refused: return skipped({}, {refusing_address(target, targets)});
    case Target::SkipReason::two_services_refused: return skipped({}, refusing_services(targets, diagnoses));
    case Target::SkipReason::not_admitted: return skipped(target.admission.detail, target.admission.evidence);
  }
  return {};
}

/// Of a target that was not tried.
ServiceFacts no_facts(const Target& target) {
  ServiceFacts facts;
  facts.endpoint = target.endpoint;
  if (target.only_address) {
    facts.resolve.addresses = {*target.only_address};
    facts.connect.attempts = {{*target.only_address, ConnectOutcome::abandoned, 0, {}, {}}};
  }
  return facts;
}

std::string deciding_line(const Diagnosis& diagnosis) {
  const auto found = std::find_if(diagnosis.evidence.rbegin(), diagnosis.evidence.rend(),
                                  [](const Evidence& evidence) { return evidence.kind == Kind::server_line; });
  return found == diagnosis.evidence.rend() ? std::string{} : found->text;
}

bool is_refused_password(Code code) noexcept {
  return code == Code::auth_rejected || code == Code::auth_password_expired;
}

LoginOutcome outcome_of(const Target& target, const Diagnosis& diagnosis) {
  if (target.state == Target::State::remembered) {
    return {LoginOutcome::Kind::held_back};
  }
  if (target.state != Target::State::ended || !target.facts->dialogue.auth.attempted) {
    return {LoginOutcome::Kind::no_verdict};
  }
  if (target.facts->dialogue.auth.accepted) {
    return {LoginOutcome::Kind::accepted};
  }
  return is_refused_password(diagnosis.code)
             ? LoginOutcome{LoginOutcome::Kind::refused,
                            {diagnosis.code, diagnosis.certainty, deciding_line(diagnosis), {}}}
             : LoginOutcome{LoginOutcome::Kind::no_verdict};
}

}  // namespace

Diagnosis skipped(std::string detail, std::vector<Evidence> evidence) {
  Diagnosis diagnosis;
  diagnosis.code = Code::skipped_lockout_guard;
  diagnosis.retry = info(Code::skipped_lockout_guard).retry;
  diagnosis.evidence = std::move(evidence);
  diagnosis.detail = std::move(detail);
  return diagnosis;
}

std::vector<Diagnosis> diagnose_targets(std::vector<Target>& targets, const Knowledge& knowledge) {
  std::vector<ServiceFacts> ended;
  for (Target& target : targets) {
    if (target.state == Target::State::ended) {
      ended.push_back(std::move(*target.facts));
    }
  }
  std::vector<Diagnosis> found = diagnose(ended, knowledge);
  for (auto next = ended.begin(); Target & target : targets) {
    if (target.state == Target::State::ended) {
      *target.facts = std::move(*next++);
    }
  }
  std::vector<Diagnosis> remembered = remembered_diagnoses(targets, knowledge);
  std::vector<Diagnosis> diagnoses(targets.size());
  auto next_found = found.begin();
  auto next_remembered = remembered.begin();
  for (std::size_t i = 0; i < targets.size(); ++i) {
    if (targets[i].state == Target::State::ended) {
      diagnoses[i] = std::move(*next_found++);
    } else if (targets[i].state == Target::State::remembered) {
      diagnoses[i] = std::move(*next_remembered++);
    }
  }
  for (std::size_t i = 0; i < targets.size(); ++i) {
    if (targets[i].state == Target::State::skipped) {
      diagnoses[i] = skip_diagnosis(targets[i], targets, diagnoses);
    }
  }
  return diagnoses;
}

std::vector<ServiceResult> results_of(std::vector<Target> targets, std::vector<Diagnosis> diagnoses,
                                      std::chrono::sys_days today) {
  std::vector<ServiceResult> results;
  for (std::size_t i = 0; i < targets.size(); ++i) {
    Target& target = targets[i];
    const bool has_ended = target.state == Target::State::ended;
    ServiceResult result{has_ended ? std::move(*target.facts) : no_facts(target), std::move(diagnoses[i]), {}};
    if (has_ended) {
      result.warnings = service_warnings(result.facts, today);
    }
    if (target.remembered) {
      result.remembered = target.remembered->times;
    }
    results.push_back(std::move(result));
  }
  return results;
}

std::vector<LoginOutcome> login_outcomes(const std::vector<Target>& targets, const std::vector<Diagnosis>& diagnoses,
                                         std::size_t services) {
  std::vector<LoginOutcome> outcomes(services);
  for (std::size_t i = 0; i < targets.size(); ++i) {
    LoginOutcome& outcome = outcomes[targets[i].service];  // of all addresses of the service: the one that says most
    LoginOutcome here = outcome_of(targets[i], diagnoses[i]);
    if (here.kind > outcome.kind) {
      outcome = std::move(here);
    }
  }
  return outcomes;
}

}  // namespace pecprobe
