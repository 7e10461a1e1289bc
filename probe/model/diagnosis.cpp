#include "probe/model/diagnosis.hpp"

#include <algorithm>
#include <array>

namespace pecprobe {

namespace {

// clang-format off
constexpr std::array<CodeInfo, 63> k_codes = {{
    {Code::ok, "ok", Verdict::pass, Retry::none},
    {Code::dns_not_found, "dns_not_found", Verdict::fail, Retry::pointless},
    {Code::dns_failure, "dns_failure", Verdict::temporary, Retry::later},
    {Code::connect_refused, "connect_refused", Verdict::fail, Retry::pointless},
    {Code::connect_timeout, "connect_timeout", Verdict::fail, Retry::pointless},
    {Code::connect_unreachable, "connect_unreachable", Verdict::fail, Retry::pointless},
    {Code::proxy_failed, "proxy_failed", Verdict::fail, Retry::pointless},
    {Code::tls_not_spoken, "tls_not_spoken", Verdict::fail, Retry::pointless},
    {Code::tls_handshake_timeout, "tls_handshake_timeout", Verdict::temporary, Retry::later},
    {Code::tls_version_unsupported, "tls_version_unsupported", Verdict::fail, Retry::pointless},
    {Code::tls_handshake_failed, "tls_handshake_failed", Verdict::fail, Retry::pointless},
    {Code::tls_client_certificate_required, "tls_client_certificate_required", Verdict::fail, Retry::pointless},
    {Code::tls_cert_expired, "tls_cert_expired", Verdict::fail, Retry::pointless},
    {Code::tls_cert_not_yet_valid, "tls_cert_not_yet_valid", Verdict::fail, Retry::pointless},
    {Code::tls_cert_wrong_host, "tls_cert_wrong_host", Verdict::fail, Retry::pointless},
    {Code::tls_cert_self_signed, "tls_cert_self_signed", Verdict::fail, Retry::pointless},
    {Code::tls_cert_untrusted, "tls_cert_untrusted", Verdict::fail, Retry::pointless},
    {Code::tls_cert_chain_incomplete, "tls_cert_chain_incomplete", Verdict::fail, Retry::pointless},
    {Code::tls_cert_weak, "tls_cert_weak", Verdict::fail, Retry::pointless},
    {Code::tls_cert_wrong_purpose, "tls_cert_wrong_purpose", Verdict::fail, Retry::pointless},
    {Code::tls_cert_revoked, "tls_cert_revoked", Verdict::fail, Retry::pointless},
    {Code::tls_intercepted, "tls_intercepted", Verdict::fail, Retry::pointless},
    {Code::clock_wrong, "clock_wrong", Verdict::fail, Retry::pointless},
    {Code::starttls_not_offered, "starttls_not_offered", Verdict::fail, Retry::pointless},
    {Code::starttls_refused, "starttls_refused", Verdict::fail, Retry::pointless},
    {Code::starttls_injection, "starttls_injection", Verdict::fail, Retry::pointless},
    {Code::greeting_timeout, "greeting_timeout", Verdict::temporary, Retry::later},
    {Code::not_this_protocol, "not_this_protocol", Verdict::fail, Retry::pointless},
    {Code::server_busy, "server_busy", Verdict::temporary, Retry::later},
    {Code::access_denied, "access_denied", Verdict::fail, Retry::pointless},
    {Code::protocol_error, "protocol_error", Verdict::fail, Retry::pointless},
    {Code::connection_lost, "connection_lost", Verdict::temporary, Retry::later},
    {Code::reply_timeout, "reply_timeout", Verdict::temporary, Retry::later},
    {Code::auth_not_offered, "auth_not_offered", Verdict::fail, Retry::pointless},
    {Code::auth_needs_tls, "auth_needs_tls", Verdict::fail, Retry::pointless},
    {Code::auth_mechanism_unsupported, "auth_mechanism_unsupported", Verdict::fail, Retry::pointless},
    {Code::auth_preauthenticated, "auth_preauthenticated", Verdict::unverified, Retry::pointless},
    {Code::auth_rejected, "auth_rejected", Verdict::fail, Retry::dangerous},
    {Code::auth_password_expired, "auth_password_expired", Verdict::fail, Retry::pointless},
    {Code::auth_app_password_required, "auth_app_password_required", Verdict::fail, Retry::dangerous},
    {Code::auth_protocol_disabled, "auth_protocol_disabled", Verdict::fail, Retry::dangerous},
    {Code::auth_wrong_server, "auth_wrong_server", Verdict::fail, Retry::pointless},
    {Code::auth_account_disabled, "auth_account_disabled", Verdict::fail, Retry::pointless},
    {Code::auth_locked, "auth_locked", Verdict::fail, Retry::dangerous},
    {Code::auth_not_authorized, "auth_not_authorized", Verdict::fail, Retry::pointless},
    {Code::auth_temporary, "auth_temporary", Verdict::temporary, Retry::later},
    {Code::auth_connection_limit, "auth_connection_limit", Verdict::temporary, Retry::later},
    {Code::mailbox_in_use, "mailbox_in_use", Verdict::temporary, Retry::later},
    {Code::mailbox_unavailable, "mailbox_unavailable", Verdict::temporary, Retry::later},
    {Code::mailbox_over_quota, "mailbox_over_quota", Verdict::fail, Retry::pointless},
    {Code::sender_refused, "sender_refused", Verdict::fail, Retry::pointless},
    {Code::recipient_refused, "recipient_refused", Verdict::fail, Retry::pointless},
    {Code::rate_limited, "rate_limited", Verdict::temporary, Retry::later},
    {Code::old_password_still_accepted, "old_password_still_accepted", Verdict::fail, Retry::pointless},
    {Code::receipt_not_received, "receipt_not_received", Verdict::unverified, Retry::later},
    {Code::receipt_refused, "receipt_refused", Verdict::fail, Retry::pointless},
    {Code::receipt_not_authentic, "receipt_not_authentic", Verdict::fail, Retry::pointless},
    {Code::skipped_lockout_guard, "skipped_lockout_guard", Verdict::skipped, Retry::pointless},
    {Code::cancelled, "cancelled", Verdict::unverified, Retry::later},
    {Code::password_source_failed, "password_source_failed", Verdict::unverified, Retry::pointless},
    {Code::local_resource, "local_resource", Verdict::unverified, Retry::later},
    {Code::undiagnosed, "undiagnosed", Verdict::fail, Retry::dangerous},
    {Code::internal_error, "internal_error", Verdict::unverified, Retry::pointless},
}};
// clang-format on

constexpr bool is_in_enum_order() {
  for (std::size_t i = 0; i < k_codes.size(); ++i) {
    if (static_cast<std::size_t>(k_codes[i].code) != i) {
      return false;
    }
  }
  return static_cast<std::size_t>(Code::internal_error) + 1 == k_codes.size();
}
static_assert(is_in_enum_order(), "info() looks a code up by its number");

}  // namespace

std::span<const CodeInfo> all_codes() noexcept { return k_codes; }

const CodeInfo& info(Code code) noexcept { return k_codes[static_cast<std::size_t>(code)]; }

std::optional<Code> code_from_id(std::string_view id) noexcept {
  const auto* found = std::find_if(k_codes.begin(), k_codes.end(), [&](const CodeInfo& c) { return c.id == id; });
  return found == k_codes.end() ? std::nullopt : std::optional(found->code);
}

std::string_view to_string(Code code) noexcept { return info(code).id; }

std::string_view to_string(Verdict verdict) noexcept {
  switch (verdict) {
    case Verdict::pass: return "pass";
    case Verdict::skipped: return "skipped";
    case Verdict::unverified: return "unverified";
    case Verdict::temporary: return "temporary";
    case Verdict::fail: return "fail";
  }
  return "";
}

std::string_view to_string(Retry retry) noexcept {
  switch (retry) {
    case Retry::none: return "none";
    case Retry::later: return "later";
    case Retry::pointless: return "pointless";
    case Retry::dangerous: return "dangerous";
  }
  return "";
}

std::string_view to_string(Certainty certainty) noexcept {
  switch (certainty) {
    case Certainty::stated: return "stated";
    case Certainty::deduced: return "deduced";
    case Certainty::possible: return "possible";
  }
  return "";
}

std::string_view to_string(Evidence::Kind kind) noexcept {
  switch (kind) {
    case Evidence::Kind::server_line: return "server_line";
    case Evidence::Kind::verify_error: return "verify_error";
    case Evidence::Kind::certificate: return "certificate";
    case Evidence::Kind::system_error: return "system_error";
    case Evidence::Kind::tls_error: return "tls_error";
    case Evidence::Kind::limit: return "limit";
    case Evidence::Kind::other_service: return "other_service";
    case Evidence::Kind::date_on_record: return "date_on_record";
    case Evidence::Kind::accounts_refused: return "accounts_refused";
    case Evidence::Kind::accounts_turned_away: return "accounts_turned_away";
    case Evidence::Kind::accounts_cut_off: return "accounts_cut_off";
    case Evidence::Kind::remembered: return "remembered";
  }
  return "";
}

std::string_view to_string(WarningCode code) noexcept {
  switch (code) {
    case WarningCode::password_expires_soon: return "password_expires_soon";
    case WarningCode::cert_expires_soon: return "cert_expires_soon";
    case WarningCode::cert_cn_only: return "cert_cn_only";
    case WarningCode::cert_long_validity: return "cert_long_validity";
    case WarningCode::no_logout_answer: return "no_logout_answer";
    case WarningCode::password_looks_mistyped: return "password_looks_mistyped";
    case WarningCode::date_on_record_stale: return "date_on_record_stale";
    case WarningCode::address_family_broken: return "address_family_broken";
    case WarningCode::environment_ignored: return "environment_ignored";
  }
  return "";
}

}  // namespace pecprobe
