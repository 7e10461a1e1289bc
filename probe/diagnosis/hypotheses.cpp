#include "probe/diagnosis/hypotheses.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <string_view>

namespace pecprobe {

namespace {

struct Cause {
  std::string_view id;
  Code code;
};

/// The code that each cause would have, were it known.
constexpr std::array k_causes = {
    // the password
    Cause{"wrong_password", Code::auth_rejected},
    Cause{"mistyped_password", Code::auth_rejected},
    Cause{"password_expired", Code::auth_password_expired},
    Cause{"password_expired_on_record", Code::auth_password_expired},
    Cause{"password_deactivated", Code::auth_rejected},
    Cause{"password_replaced_early", Code::auth_rejected},
    Cause{"password_not_generated", Code::auth_app_password_required},
    Cause{"password_not_active_yet", Code::auth_rejected},
    Cause{"webmail_password_used", Code::auth_app_password_required},
    Cause{"app_password_not_needed", Code::auth_rejected},
    Cause{"mailbox_password_wrong", Code::auth_rejected},
    Cause{"mailbox_password_expired", Code::auth_password_expired},
    // the user name and the account
    Cause{"login_form", Code::auth_rejected},
    Cause{"login_is_user_id", Code::auth_rejected},
    Cause{"login_is_address", Code::auth_rejected},
    Cause{"login_of_archive", Code::auth_rejected},
    Cause{"login_of_collaborator", Code::auth_rejected},
    Cause{"protocol_disabled", Code::auth_protocol_disabled},
    Cause{"all_protocols_disabled", Code::auth_protocol_disabled},
    Cause{"account_suspended", Code::auth_account_disabled},
    Cause{"temporarily_blocked", Code::auth_locked},
    Cause{"server_trouble", Code::auth_temporary},
    Cause{"sender_not_account", Code::sender_refused},
    // certificates and TLS
    Cause{"chain_untrusted_issuer", Code::tls_cert_untrusted},
    Cause{"chain_missing_intermediate", Code::tls_cert_chain_incomplete},
    Cause{"certificate_really_expired", Code::tls_cert_expired},
    Cause{"clock_wrong", Code::clock_wrong},
    Cause{"antivirus_interception", Code::tls_intercepted},
    Cause{"interception_of_all", Code::tls_intercepted},
    Cause{"tls_plain_port", Code::tls_not_spoken},
    // the network
    Cause{"network_closed", Code::connect_timeout},
    Cause{"provider_outage", Code::connect_timeout},
    Cause{"firewall_blocks_port", Code::connect_timeout},
    Cause{"firewall_blocks_sending", Code::connect_timeout},
    Cause{"wrong_port_or_mode", Code::not_this_protocol},
    Cause{"dns_typo", Code::dns_not_found},
    Cause{"mailbox_domain_as_host", Code::dns_not_found},
    Cause{"dns_of_network", Code::dns_failure},
};

/// The date on record that such a hypothesis rests on.
std::optional<std::chrono::sys_days> date_behind(std::string_view id, const PasswordDates& dates) {
  if (id == "password_expired_on_record" || id == "password_replaced_early") {
    return dates.expires;
  }
  return id == "password_not_active_yet" ? dates.issued : std::nullopt;
}

Hypothesis hypothesis(std::string_view id, const Knowledge& knowledge) {
  const auto* found = std::find_if(k_causes.begin(), k_causes.end(), [&](const Cause& c) { return c.id == id; });
  return {found == k_causes.end() ? Code::undiagnosed : found->code, std::string(id),
          date_behind(id, knowledge.password)};
}

/// Nothing answered at all, or only this port did not.
HypothesisIds behind_silence(const Gathering& all, const ServiceFacts& facts) {
  if (all.all_ended_in({Code::connect_timeout, Code::connect_unreachable})) {
    return {"network_closed", "provider_outage", "wrong_port_or_mode"};
  }
  const bool is_sending = facts.endpoint.protocol == Protocol::smtp && facts.endpoint.tls == TlsMode::implicit;
  return {all.connected() && is_sending ? "firewall_blocks_sending" : "firewall_blocks_port", "wrong_port_or_mode"};
}

bool names_differ(const Gathering& all) {
  return std::any_of(all.services.begin(), all.services.end(), [&](const ServiceFacts& service) {
    return service.endpoint.host != all.services.front().endpoint.host;
  });
}

HypothesisIds behind_an_unknown_name(const Gathering& all) {
  return all.all_ended_in({Code::dns_not_found}) && names_differ(all)
             ? HypothesisIds{"dns_of_network", "mailbox_domain_as_host", "dns_typo"}
             : HypothesisIds{"mailbox_domain_as_host", "dns_typo"};
}

HypothesisIds behind_a_broken_chain(const Gathering& all, HypothesisIds ids) {
  if (!all.one_unknown_issuer()) {
    return ids;
  }
  ids.erase(std::find(ids.begin(), ids.end(), "antivirus_interception"));
  ids.insert(ids.begin(), "interception_of_all");
  return ids;
}

/// Refused here, accepted elsewhere: a server may also not know yet what another knows.
HypothesisIds behind_one_refusal(const Knowledge& k) {
  const bool is_new = k.password.issued && k.today - *k.password.issued <= std::chrono::days{1};
  return is_new ? HypothesisIds{"password_not_active_yet", "protocol_disabled", "temporarily_blocked"}
                : HypothesisIds{"protocol_disabled", "temporarily_blocked"};
}

bool is_deduced_from_the_date(const Diagnosis& d) {
  return std::any_of(d.evidence.begin(), d.evidence.end(),
                     [](const Evidence& e) { return e.kind == Evidence::Kind::date_on_record; });
}

HypothesisIds ids_for(const Diagnosis& diagnosis, const Gathering& all, const ServiceFacts& facts) {
  switch (diagnosis.code) {
    case Code::dns_not_found: return behind_an_unknown_name(all);
    case Code::connect_refused: return {"wrong_port_or_mode", "firewall_blocks_port"};
    case Code::connect_timeout:
    case Code::connect_unreachable: return behind_silence(all, facts);
    case Code::tls_not_spoken: return {"tls_plain_port", "antivirus_interception"};
    case Code::tls_handshake_timeout:
    case Code::greeting_timeout:
    case Code::starttls_not_offered: return {"wrong_port_or_mode", "antivirus_interception"};
    case Code::tls_handshake_failed: return {"antivirus_interception", "wrong_port_or_mode"};
    case Code::tls_cert_expired:
    case Code::tls_cert_not_yet_valid: return {"clock_wrong"};
    case Code::clock_wrong: return {"clock_wrong", "certificate_really_expired"};
    case Code::tls_cert_self_signed: return {"antivirus_interception"};
    case Code::tls_cert_untrusted:
      return behind_a_broken_chain(all,
                                   {"chain_untrusted_issuer", "antivirus_interception", "chain_missing_intermediate"});
    case Code::tls_cert_chain_incomplete:
      return behind_a_broken_chain(all,
                                   {"chain_missing_intermediate", "chain_untrusted_issuer", "antivirus_interception"});
    case Code::not_this_protocol: return {"wrong_port_or_mode"};
    case Code::access_denied: return {"temporarily_blocked"};
    case Code::connection_lost:
      return facts.dialogue.stopped_at == Step::greeting ? HypothesisIds{"wrong_port_or_mode", "temporarily_blocked"}
                                                         : HypothesisIds{};
    case Code::auth_not_offered: return {"wrong_port_or_mode"};
    case Code::auth_rejected: return behind_a_generic_refusal(all);
    case Code::auth_password_expired:
      return is_deduced_from_the_date(diagnosis) ? behind_a_generic_refusal(all) : HypothesisIds{};
    case Code::auth_app_password_required: return {"webmail_password_used", "password_not_generated"};
    case Code::auth_protocol_disabled: return behind_one_refusal(all.knowledge);
    case Code::sender_refused: return {"sender_not_account"};
    // What these codes say has one cause, or the server said which, or nothing may be guessed.
    case Code::ok:
    case Code::dns_failure:
    case Code::proxy_failed:
    case Code::tls_version_unsupported:
    case Code::tls_client_certificate_required:
    case Code::tls_cert_wrong_host:
    case Code::tls_cert_weak:
    case Code::tls_cert_wrong_purpose:
    case Code::tls_cert_revoked:
    case Code::tls_intercepted:
    case Code::starttls_refused:
    case Code::starttls_injection:
    case Code::server_busy:
    case Code::protocol_error:
    case Code::reply_timeout:
    case Code::auth_needs_tls:
    case Code::auth_mechanism_unsupported:
    case Code::auth_preauthenticated:
    case Code::auth_wrong_server:
    case Code::auth_account_disabled:
    case Code::auth_locked:
    case Code::auth_not_authorized:
    case Code::auth_temporary:
    case Code::auth_connection_limit:
    case Code::mailbox_in_use:
    case Code::mailbox_unavailable:
    case Code::mailbox_over_quota:
    case Code::recipient_refused:
    case Code::rate_limited:
    case Code::old_password_still_accepted:
    case Code::receipt_not_received:
    case Code::receipt_refused:
    case Code::receipt_not_authentic:
    case Code::skipped_lockout_guard:
    case Code::cancelled:
    case Code::password_source_failed:
    case Code::local_resource:
    case Code::undiagnosed:
    case Code::internal_error: return {};
  }
  return {};
}

}  // namespace

std::vector<Hypothesis> hypotheses(const Diagnosis& diagnosis, const Gathering& all, std::size_t service) {
  std::vector<Hypothesis> ranked;
  for (const std::string_view id : ids_for(diagnosis, all, all.services[service])) {
    ranked.push_back(hypothesis(id, all.knowledge));
  }
  return ranked;
}

std::vector<Hypothesis> hypotheses(const Diagnosis& diagnosis) {
  const ServiceFacts nothing_seen;
  const Knowledge nothing_known;
  return hypotheses(diagnosis, {{&nothing_seen, 1}, {&diagnosis, 1}, nothing_known}, 0);
}

}  // namespace pecprobe
