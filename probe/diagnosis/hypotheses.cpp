#include "probe/diagnosis/hypotheses.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace pecprobe {

namespace {

using Ids = std::vector<std::string_view>;

struct Cause {
  std::string_view id;
  Code code;
};

/// The code that each cause would have, were it known.
constexpr std::array k_causes = {
    Cause{"wrong_password", Code::auth_rejected},
    Cause{"password_expired", Code::auth_password_expired},
    Cause{"webmail_password_used", Code::auth_app_password_required},
    Cause{"password_not_generated", Code::auth_app_password_required},
    Cause{"password_deactivated", Code::auth_rejected},
    Cause{"login_form", Code::auth_rejected},
    Cause{"protocol_disabled", Code::auth_protocol_disabled},
    Cause{"account_suspended", Code::auth_account_disabled},
    Cause{"temporarily_blocked", Code::auth_locked},
    Cause{"chain_untrusted_issuer", Code::tls_cert_untrusted},
    Cause{"chain_missing_intermediate", Code::tls_cert_chain_incomplete},
    Cause{"clock_wrong", Code::clock_wrong},
    Cause{"antivirus_interception", Code::tls_intercepted},
    Cause{"firewall_blocks_port", Code::connect_timeout},
    Cause{"wrong_port_or_mode", Code::not_this_protocol},
    Cause{"sender_not_account", Code::sender_refused},
    Cause{"dns_typo", Code::dns_not_found},
    Cause{"mailbox_domain_as_host", Code::dns_not_found},
    Cause{"tls_plain_port", Code::tls_not_spoken},
};

Hypothesis hypothesis(std::string_view id) {
  const auto* found = std::find_if(k_causes.begin(), k_causes.end(), [&](const Cause& c) { return c.id == id; });
  return {found == k_causes.end() ? Code::undiagnosed : found->code, std::string(id)};
}

bool expired_on_record(const Knowledge& k) { return k.password.expires && *k.password.expires < k.today; }

void append(Ids& ids, const Ids& more) { ids.insert(ids.end(), more.begin(), more.end()); }

/// What a provider that refuses without a reason leaves open. With two-step verification the mail
/// programs need a password of their own, which runs out; without it the mailbox's own password
/// serves.
Ids behind_a_generic_refusal(const Knowledge& k, const Company& company) {
  const bool has_date = k.password.expires.has_value();
  Ids ids;
  if (expired_on_record(k)) {
    ids.emplace_back("password_expired");
  }
  switch (k.two_step) {
    case TwoStep::on:
      append(ids, {"webmail_password_used"});
      append(ids, has_date
                      ? Ids{"password_deactivated", "wrong_password"}
                      : Ids{"password_expired", "password_not_generated", "password_deactivated", "wrong_password"});
      break;
    case TwoStep::off: append(ids, {"wrong_password"}); break;
    case TwoStep::unknown:
      append(ids, has_date
                      ? Ids{"wrong_password", "webmail_password_used", "password_deactivated"}
                      : Ids{"wrong_password", "webmail_password_used", "password_expired", "password_not_generated"});
      break;
  }
  // Alone among services that were not refused too, a switched-off protocol is likelier than a
  // wrong user name.
  append(ids, company.refused > 1 ? Ids{"login_form", "account_suspended", "temporarily_blocked", "protocol_disabled"}
                                  : Ids{"protocol_disabled", "login_form", "account_suspended", "temporarily_blocked"});
  return ids;
}

Ids with_clock(Ids ids, const Company& company) {
  ids.insert(company.certificates_out_of_date ? ids.begin() : ids.end(), "clock_wrong");
  return ids;
}

bool is_deduced_from_the_date(const Diagnosis& d) {
  return std::any_of(d.evidence.begin(), d.evidence.end(),
                     [](const Evidence& e) { return e.kind == Evidence::Kind::date_on_record; });
}

Ids ids_for(const Diagnosis& diagnosis, const ServiceFacts& facts, const Knowledge& knowledge, const Company& company) {
  switch (diagnosis.code) {
    case Code::dns_not_found: return {"mailbox_domain_as_host", "dns_typo"};
    case Code::connect_refused: return {"wrong_port_or_mode", "firewall_blocks_port"};
    case Code::connect_timeout:
    case Code::connect_unreachable: return {"firewall_blocks_port", "wrong_port_or_mode"};
    case Code::tls_not_spoken: return {"tls_plain_port", "antivirus_interception"};
    case Code::tls_handshake_timeout:
    case Code::greeting_timeout:
    case Code::starttls_not_offered: return {"wrong_port_or_mode", "antivirus_interception"};
    case Code::tls_handshake_failed: return {"antivirus_interception", "wrong_port_or_mode"};
    case Code::tls_cert_expired:
    case Code::tls_cert_not_yet_valid: return with_clock({}, company);
    case Code::tls_cert_self_signed: return {"antivirus_interception"};
    case Code::tls_cert_untrusted:
      return {"chain_untrusted_issuer", "antivirus_interception", "chain_missing_intermediate"};
    case Code::tls_cert_chain_incomplete:
      return {"chain_missing_intermediate", "chain_untrusted_issuer", "antivirus_interception"};
    case Code::not_this_protocol: return {"wrong_port_or_mode"};
    case Code::access_denied: return {"temporarily_blocked"};
    case Code::connection_lost:
      return facts.dialogue.stopped_at == Step::greeting ? Ids{"wrong_port_or_mode", "temporarily_blocked"} : Ids{};
    case Code::auth_not_offered: return {"wrong_port_or_mode"};
    case Code::auth_rejected: return behind_a_generic_refusal(knowledge, company);
    case Code::auth_password_expired:
      return is_deduced_from_the_date(diagnosis) ? behind_a_generic_refusal(knowledge, company) : Ids{};
    case Code::auth_app_password_required: return {"webmail_password_used", "password_not_generated"};
    case Code::auth_protocol_disabled: return {"protocol_disabled", "temporarily_blocked"};
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
    case Code::clock_wrong:
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

std::vector<Hypothesis> hypotheses(const Diagnosis& diagnosis, const ServiceFacts& facts, const Knowledge& knowledge,
                                   const Company& company) {
  std::vector<Hypothesis> ranked;
  for (const std::string_view id : ids_for(diagnosis, facts, knowledge, company)) {
    ranked.push_back(hypothesis(id));
  }
  return ranked;
}

}  // namespace pecprobe
