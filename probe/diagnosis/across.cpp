#include "probe/diagnosis/across.hpp"

#include "probe/diagnosis/evidence.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace pecprobe {

namespace {

using Kind = Evidence::Kind;

/// Causes that lie in the account or in what checks its password, so that they hold for its other
/// services too; the first that any service states is the one.
constexpr std::array k_shared_causes = {Code::auth_password_expired, Code::auth_account_disabled,
                                        Code::auth_app_password_required, Code::auth_locked, Code::auth_temporary};

/// Where the password itself was accepted, or nothing.
std::optional<std::size_t> accepting_service(std::span<const ServiceFacts> services,
                                             std::span<const Diagnosis> diagnoses) {
  for (std::size_t i = 0; i < services.size(); ++i) {
    // `unless our own fault`: facts that contradict each other prove nothing.
    if (services[i].dialogue.auth.accepted && diagnoses[i].code != Code::internal_error) {
      return i;
    }
  }
  return std::nullopt;
}

/// Where a cause is stated that explains a generic refusal elsewhere, or nothing.
std::optional<std::size_t> stating_service(std::span<const Diagnosis> diagnoses) {
  for (const Code cause : k_shared_causes) {
    for (std::size_t i = 0; i < diagnoses.size(); ++i) {
      if (diagnoses[i].code == cause && diagnoses[i].certainty != Certainty::possible) {
        return i;
      }
    }
  }
  return std::nullopt;
}

std::string last_line(const Diagnosis& diagnosis) {
  const auto found = std::find_if(diagnosis.evidence.rbegin(), diagnosis.evidence.rend(),
                                  [](const Evidence& e) { return e.kind == Kind::server_line; });
  return found == diagnosis.evidence.rend() ? std::string() : found->text;
}

Evidence word_of(const ServiceFacts& service, const Diagnosis& diagnosis) {
  return {Kind::other_service, fmt::format("{}: {}: {}", to_string(service.endpoint.protocol),
                                           to_string(diagnosis.code), last_line(diagnosis))};
}

Evidence word_of_acceptance(const ServiceFacts& service) {
  const std::string line = service.dialogue.auth.reply ? lines_of(*service.dialogue.auth.reply).back() : std::string();
  return {Kind::other_service,
          fmt::format("{}: the same password was accepted: {}", to_string(service.endpoint.protocol), line)};
}

void refine(Diagnosis& diagnosis, Code code, Evidence evidence) {
  diagnosis.code = code;
  diagnosis.certainty = Certainty::deduced;
  diagnosis.retry = info(code).retry;
  diagnosis.evidence.push_back(std::move(evidence));
}

}  // namespace

std::vector<Diagnosis> seen_together(std::vector<Diagnosis> diagnoses, std::span<const ServiceFacts> services,
                                     const Knowledge& knowledge) {
  const std::optional<std::size_t> accepting = accepting_service(services, diagnoses);
  const std::optional<std::size_t> stating = stating_service(diagnoses);
  const std::optional<std::chrono::sys_days> expiry = knowledge.password.expires;
  for (Diagnosis& diagnosis : diagnoses) {
    if (diagnosis.code != Code::auth_rejected) {
      continue;
    }
    if (accepting) {
      refine(diagnosis, Code::auth_protocol_disabled, word_of_acceptance(services[*accepting]));
    } else if (stating) {
      refine(diagnosis, diagnoses[*stating].code, word_of(services[*stating], diagnoses[*stating]));
    } else if (expiry && *expiry < knowledge.today) {
      refine(diagnosis, Code::auth_password_expired,
             {Kind::date_on_record, fmt::format("the password on record expired on {}", iso_date(*expiry))});
    }
  }
  return diagnoses;
}

}  // namespace pecprobe
