#include "probe/diagnosis/across.hpp"

#include "probe/diagnosis/evidence.hpp"
#include "probe/model/iso_date.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace pecprobe {

namespace {

using Kind = Evidence::Kind;

std::string_view name_of(const ServiceFacts& service) { return to_string(service.endpoint.protocol); }

Code its_own(const Gathering& all, std::size_t service) { return all.alone[service].code; }
template <Code k_code>
Code always(const Gathering& /*all*/, std::size_t /*service*/) {
  return k_code;
}

// A generic refusal, explained by another service or by the dates on record.

bool accepted_elsewhere(const Gathering& all, std::size_t service) {
  return all.ended_in(service, Code::auth_rejected) && all.accepting();
}
Evidence word_of_acceptance(const Gathering& all, std::size_t /*service*/) {
  const ServiceFacts& other = all.services[*all.accepting()];
  const std::string line = other.dialogue.auth.reply ? lines_of(*other.dialogue.auth.reply).back() : std::string();
  return {Kind::other_service, fmt::format("{}: accepted: {}", name_of(other), line)};
}

bool cause_stated_elsewhere(const Gathering& all, std::size_t service) {
  return all.ended_in(service, Code::auth_rejected) && all.stating();
}
Code stated_cause(const Gathering& all, std::size_t /*service*/) { return all.alone[*all.stating()].code; }
Evidence word_of_cause(const Gathering& all, std::size_t /*service*/) {
  const Diagnosis& other = all.alone[*all.stating()];
  const auto line = std::find_if(other.evidence.rbegin(), other.evidence.rend(),
                                 [](const Evidence& e) { return e.kind == Kind::server_line; });
  return {Kind::other_service, fmt::format("{}: {}: {}", name_of(all.services[*all.stating()]), to_string(other.code),
                                           line == other.evidence.rend() ? std::string() : line->text)};
}

bool past_its_date(const Gathering& all, std::size_t service) {
  return all.ended_in(service, Code::auth_rejected) && all.expired_on_record();
}
Evidence word_of_date(const Gathering& all, std::size_t /*service*/) {
  return {Kind::date_on_record, iso_date(*all.knowledge.password.expires)};
}

// Certificates.

bool is_out_of_date(const Gathering& all, std::size_t service) {
  return all.ended_in(service, Code::tls_cert_expired) || all.ended_in(service, Code::tls_cert_not_yet_valid);
}
bool clock_disagrees(const Gathering& all, std::size_t service) {
  return is_out_of_date(all, service) && all.clock_disagrees();
}
/// The certificate of another service.
Evidence other_certificate(const Gathering& all, std::size_t service) {
  std::string text;
  for (std::size_t i = 0; i < all.services.size(); ++i) {
    const auto& tls = all.services[i].tls;
    if (i != service && tls && !tls->chain.empty()) {
      text +=
          fmt::format("{}{}: {}", text.empty() ? "" : "; ", name_of(all.services[i]), described(tls->chain.front()));
    }
  }
  return {Kind::other_service, std::move(text)};
}

bool shares_an_unknown_issuer(const Gathering& all, std::size_t service) {
  const auto& tls = all.services[service].tls;
  return tls && tls->failure == TlsFailure::certificate && !all.ended_in(service, Code::tls_intercepted) &&
         all.one_unknown_issuer();
}

// Connections.

bool is_silent_alone(const Gathering& all, std::size_t service) {
  return all.ended_in(service, Code::connect_timeout) && all.connected();
}
Evidence word_of_connection(const Gathering& all, std::size_t /*service*/) {
  const ServiceFacts& other = all.services[*all.connected()];
  return {Kind::other_service,
          fmt::format("{}: connected: {}:{}", name_of(other), other.endpoint.host, other.endpoint.port)};
}

constexpr std::array k_joint_rules = {
    JointRule{"another service accepted the same password", accepted_elsewhere, always<Code::auth_protocol_disabled>,
              Certainty::deduced, word_of_acceptance, "two answers to the same credentials in one run"},
    JointRule{"another service states the cause", cause_stated_elsewhere, stated_cause, Certainty::deduced,
              word_of_cause, "one account, one password; seen: Postfix 3.7.11 turns a dead backend into 535"},
    JointRule{"the date on record has passed", past_its_date, always<Code::auth_password_expired>, Certainty::deduced,
              word_of_date, "the provider's table: how long a password for mail programs lasts"},
    JointRule{"several certificates are out of date alike", clock_disagrees, always<Code::clock_wrong>,
              Certainty::deduced, other_certificate, "RFC 5280 §4.1.2.5: each has dates of its own"},
    JointRule{"one unknown issuer signed the certificates of all services", shares_an_unknown_issuer, its_own,
              std::nullopt, other_certificate, "an inspecting proxy signs whatever passes through it"},
    JointRule{"other services were connected to", is_silent_alone, its_own, std::nullopt, word_of_connection,
              "a firewall drops by port"},
};

}  // namespace

std::span<const JointRule> joint_rules() noexcept { return k_joint_rules; }

std::vector<Diagnosis> seen_together(const Gathering& all, std::span<const JointRule> rules) {
  std::vector<Diagnosis> refined(all.alone.begin(), all.alone.end());
  for (std::size_t i = 0; i < refined.size(); ++i) {
    const auto rule = std::find_if(rules.begin(), rules.end(), [&](const JointRule& r) { return r.holds(all, i); });
    if (rule == rules.end()) {
      continue;
    }
    Diagnosis& diagnosis = refined[i];
    const Code code = rule->code(all, i);
    if (code != diagnosis.code) {
      diagnosis.code = code;
      diagnosis.retry = info(code).retry;
    }
    diagnosis.certainty = rule->certainty.value_or(diagnosis.certainty);
    diagnosis.evidence.push_back(rule->evidence(all, i));
  }
  return refined;
}

}  // namespace pecprobe
