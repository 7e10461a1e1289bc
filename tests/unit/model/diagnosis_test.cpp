#include "probe/model/diagnosis.hpp"

#include "probe/model/report.hpp"

#include <gtest/gtest.h>

namespace pecprobe {
namespace {

/// The public list, written down a second time: an id is never renamed, reused or moved.
struct PublicCode {
  std::string_view id;
  Verdict verdict;
};
constexpr std::array k_public = {
    PublicCode{"ok", Verdict::pass},
    PublicCode{"dns_not_found", Verdict::fail},
    PublicCode{"dns_failure", Verdict::temporary},
    PublicCode{"connect_refused", Verdict::fail},
    PublicCode{"connect_timeout", Verdict::fail},
    PublicCode{"connect_unreachable", Verdict::fail},
    PublicCode{"proxy_failed", Verdict::fail},
    PublicCode{"tls_not_spoken", Verdict::fail},
    PublicCode{"tls_handshake_timeout", Verdict::temporary},
    PublicCode{"tls_version_unsupported", Verdict::fail},
    PublicCode{"tls_handshake_failed", Verdict::fail},
    PublicCode{"tls_client_certificate_required", Verdict::fail},
    PublicCode{"tls_cert_expired", Verdict::fail},
    PublicCode{"tls_cert_not_yet_valid", Verdict::fail},
    PublicCode{"tls_cert_wrong_host", Verdict::fail},
    PublicCode{"tls_cert_self_signed", Verdict::fail},
    PublicCode{"tls_cert_untrusted", Verdict::fail},
    PublicCode{"tls_cert_chain_incomplete", Verdict::fail},
    PublicCode{"tls_cert_weak", Verdict::fail},
    PublicCode{"tls_cert_wrong_purpose", Verdict::fail},
    PublicCode{"tls_cert_revoked", Verdict::fail},
    PublicCode{"tls_intercepted", Verdict::fail},
    PublicCode{"clock_wrong", Verdict::fail},
    PublicCode{"starttls_not_offered", Verdict::fail},
    PublicCode{"starttls_refused", Verdict::fail},
    PublicCode{"starttls_injection", Verdict::fail},
    PublicCode{"greeting_timeout", Verdict::temporary},
    PublicCode{"not_this_protocol", Verdict::fail},
    PublicCode{"server_busy", Verdict::temporary},
    PublicCode{"access_denied", Verdict::fail},
    PublicCode{"protocol_error", Verdict::fail},
    PublicCode{"connection_lost", Verdict::temporary},
    PublicCode{"reply_timeout", Verdict::temporary},
    PublicCode{"auth_not_offered", Verdict::fail},
    PublicCode{"auth_needs_tls", Verdict::fail},
    PublicCode{"auth_mechanism_unsupported", Verdict::fail},
    PublicCode{"auth_preauthenticated", Verdict::unverified},
    PublicCode{"auth_rejected", Verdict::fail},
    PublicCode{"auth_password_expired", Verdict::fail},
    PublicCode{"auth_app_password_required", Verdict::fail},
    PublicCode{"auth_protocol_disabled", Verdict::fail},
    PublicCode{"auth_wrong_server", Verdict::fail},
    PublicCode{"auth_account_disabled", Verdict::fail},
    PublicCode{"auth_locked", Verdict::fail},
    PublicCode{"auth_not_authorized", Verdict::fail},
    PublicCode{"auth_temporary", Verdict::temporary},
    PublicCode{"auth_connection_limit", Verdict::temporary},
    PublicCode{"mailbox_in_use", Verdict::temporary},
    PublicCode{"mailbox_unavailable", Verdict::temporary},
    PublicCode{"mailbox_over_quota", Verdict::fail},
    PublicCode{"sender_refused", Verdict::fail},
    PublicCode{"recipient_refused", Verdict::fail},
    PublicCode{"rate_limited", Verdict::temporary},
    PublicCode{"old_password_still_accepted", Verdict::fail},
    PublicCode{"receipt_not_received", Verdict::unverified},
    PublicCode{"receipt_refused", Verdict::fail},
    PublicCode{"receipt_not_authentic", Verdict::fail},
    PublicCode{"skipped_lockout_guard", Verdict::skipped},
    PublicCode{"cancelled", Verdict::unverified},
    PublicCode{"password_source_failed", Verdict::unverified},
    PublicCode{"local_resource", Verdict::unverified},
    PublicCode{"undiagnosed", Verdict::fail},
    PublicCode{"internal_error", Verdict::unverified},
};

TEST(Codes, AreThePublicListInItsOrderWithItsVerdicts) {
  ASSERT_EQ(all_codes().size(), k_public.size());
  for (std::size_t i = 0; i < k_public.size(); ++i) {
    EXPECT_EQ(all_codes()[i].id, k_public[i].id);
    EXPECT_EQ(all_codes()[i].verdict, k_public[i].verdict) << k_public[i].id;
  }
}

TEST(Codes, AreFoundByTheirIdAndNothingElseIs) {
  for (const CodeInfo& code : all_codes()) {
    EXPECT_EQ(code_from_id(code.id), code.code);
    EXPECT_EQ(to_string(code.code), code.id);
  }
  EXPECT_EQ(code_from_id("OK"), std::nullopt);
  EXPECT_EQ(code_from_id(""), std::nullopt);
}

TEST(Codes, ATemporaryVerdictIsTriedLaterAndAPassNotAtAll) {
  for (const CodeInfo& code : all_codes()) {
    EXPECT_EQ(code.verdict == Verdict::pass, code.retry == Retry::none) << code.id;
    if (code.verdict == Verdict::temporary) {
      EXPECT_EQ(code.retry, Retry::later) << code.id;
    }
  }
}

AccountResult with_codes(std::initializer_list<Code> codes) {
  AccountResult result;
  for (const Code code : codes) {
    ServiceResult service;
    service.diagnosis.code = code;
    result.services.push_back(service);
  }
  return result;
}

TEST(AccountVerdict, IsTheWorstOfItsServices) {
  EXPECT_EQ(with_codes({Code::ok, Code::ok}).verdict(), Verdict::pass);
  EXPECT_EQ(with_codes({Code::ok, Code::skipped_lockout_guard}).verdict(), Verdict::skipped);
  EXPECT_EQ(with_codes({Code::cancelled, Code::skipped_lockout_guard}).verdict(), Verdict::unverified);
  EXPECT_EQ(with_codes({Code::cancelled, Code::server_busy, Code::ok}).verdict(), Verdict::temporary);
  EXPECT_EQ(with_codes({Code::server_busy, Code::auth_rejected, Code::ok}).verdict(), Verdict::fail);
}

}  // namespace
}  // namespace pecprobe
