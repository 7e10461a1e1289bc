// The closed vocabulary of diagnoses: codes, verdicts, certainty. Plain values without a language.
#pragma once

#include "protocols/base/endpoint.hpp"

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pecprobe {

/// Ids are public and never renamed or reused; a new kind of failure gets a new id at its place in the table.
enum class Code {
  ok,
  // reaching the server
  dns_not_found,
  dns_failure,
  connect_refused,
  connect_timeout,
  connect_unreachable,
  proxy_failed,
  // encryption
  tls_not_spoken,
  tls_handshake_timeout,
  tls_version_unsupported,
  tls_handshake_failed,
  tls_client_certificate_required,
  tls_cert_expired,
  tls_cert_not_yet_valid,
  tls_cert_wrong_host,
  tls_cert_self_signed,
  tls_cert_untrusted,
  tls_cert_chain_incomplete,
  tls_cert_weak,
  tls_cert_wrong_purpose,
  tls_cert_revoked,
  tls_intercepted,
  clock_wrong,
  starttls_not_offered,
  starttls_refused,
  starttls_injection,
  // talking to it
  greeting_timeout,
  not_this_protocol,
  server_busy,
  access_denied,
  protocol_error,
  connection_lost,
  reply_timeout,
  // logging in
  auth_not_offered,
  auth_needs_tls,
  auth_mechanism_unsupported,
  auth_preauthenticated,
  auth_rejected,
  auth_password_expired,
  auth_app_password_required,
  auth_protocol_disabled,
  auth_wrong_server,
  auth_account_disabled,
  auth_locked,
  auth_not_authorized,
  auth_temporary,
  auth_connection_limit,
  // after the login
  mailbox_in_use,
  mailbox_unavailable,
  mailbox_over_quota,
  sender_refused,
  recipient_refused,
  rate_limited,
  // rotation, round trip, the tool
  old_password_still_accepted,
  receipt_not_received,
  receipt_refused,
  receipt_not_authentic,
  skipped_lockout_guard,
  cancelled,
  password_source_failed,
  local_resource,
  undiagnosed,
  internal_error,
};

/// In the order of severity for a whole account: the worst of its services counts.
enum class Verdict { pass, skipped, unverified, temporary, fail };

/// What a second attempt with nothing changed would do.
enum class Retry { none, later, pointless, dangerous };

enum class Certainty { stated, deduced, possible };

struct CodeInfo {
  Code code;
  std::string_view id;
  Verdict verdict;
  Retry retry;
};

/// Every code once, in the order of the enumeration.
[[nodiscard]] std::span<const CodeInfo> all_codes() noexcept;
[[nodiscard]] const CodeInfo& info(Code code) noexcept;
[[nodiscard]] std::optional<Code> code_from_id(std::string_view id) noexcept;

[[nodiscard]] std::string_view to_string(Code code) noexcept;
[[nodiscard]] std::string_view to_string(Verdict verdict) noexcept;
[[nodiscard]] std::string_view to_string(Retry retry) noexcept;
[[nodiscard]] std::string_view to_string(Certainty certainty) noexcept;

/// One fact that a diagnosis rests on. `text` is redacted bytes from outside, or our own words in English; whoever
/// shows it escapes it.
struct Evidence {
  enum class Kind {
    server_line,     // the deciding line of the server
    verify_error,    // OpenSSL's words about a certificate, with its depth
    certificate,     // subject, issuer, dates
    system_error,    // errno or resolver
    tls_error,       // alert or library text
    limit,           // which limit or protocol rule was broken
    other_service,   // what another protocol answered
    date_on_record,  // the day on which the password on record expired, as 2026-11-01
    // how many accounts of the provider in a row, before it was stopped:
    accounts_refused,      // refused the password
    accounts_turned_away,  // did not want this address
    accounts_cut_off,      // gave no connection
    remembered,            // when an earlier run was refused
  };
  Kind kind;
  std::string text;

  bool operator==(const Evidence&) const = default;
};
[[nodiscard]] std::string_view to_string(Evidence::Kind kind) noexcept;

/// One of several true causes that the evidence cannot tell apart. `why` and `settle` name sentences of the wording
/// files ("hypothesis.<id>.why"), so that no text lives here.
struct Hypothesis {
  Code code;
  std::string id;                                  // key in the wording files
  std::optional<std::chrono::sys_days> date = {};  // the day on record that ranks it, where one does

  bool operator==(const Hypothesis&) const = default;
};

struct Diagnosis {
  Code code = Code::internal_error;
  Certainty certainty = Certainty::stated;
  Retry retry = Retry::pointless;
  std::vector<Evidence> evidence;      // in the order in which it was seen
  std::vector<Hypothesis> hypotheses;  // likeliest first
  /// Words that complete the title, independent of language: "HTTP", a product name, an address. May be empty.
  std::string detail;

  bool operator==(const Diagnosis&) const = default;
};

enum class WarningCode {
  password_expires_soon,
  cert_expires_soon,
  cert_cn_only,
  cert_long_validity,
  no_logout_answer,
  password_looks_mistyped,
  date_on_record_stale,
  address_family_broken,
  environment_ignored,
};
[[nodiscard]] std::string_view to_string(WarningCode code) noexcept;

/// Never changes a verdict. `detail` is language-free: a date, a variable's name, a number of days.
struct Warning {
  WarningCode code;
  std::string detail;

  bool operator==(const Warning&) const = default;
};

}  // namespace pecprobe
