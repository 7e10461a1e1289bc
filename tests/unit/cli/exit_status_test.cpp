#include "probe/cli/exit_status.hpp"

#include "probe/report/wording.hpp"

#include <gtest/gtest.h>

namespace pecprobe {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::sys_days;

constexpr sys_days k_today{2026y / 11 / 22};

AccountResult with_codes(std::initializer_list<Code> codes) {
  AccountResult result;
  for (const Code code : codes) {
    ServiceResult service;
    service.diagnosis.code = code;
    result.services.push_back(service);
  }
  return result;
}

ShownAccount account_of(const AccountResult& result) { return shown(result, Wording::of(Language::english), k_today); }

int status_of(const AccountResult& result, const FailureRules& rules = {}, std::optional<int> signal = std::nullopt) {
  RunStatus run(rules, k_today);
  run.add(account_of(result));
  return run.status(signal);
}

TEST(ExitStatus, FollowsTheWorstService) {
  EXPECT_EQ(status_of(with_codes({Code::ok, Code::ok, Code::ok})), 0);
  EXPECT_EQ(status_of(with_codes({Code::ok, Code::auth_rejected})), 1);
  EXPECT_EQ(status_of(with_codes({Code::server_busy, Code::tls_cert_expired})), 1);
  EXPECT_EQ(status_of(with_codes({Code::ok, Code::server_busy})), 4);
  EXPECT_EQ(status_of(with_codes({Code::ok, Code::auth_preauthenticated})), 4);
  EXPECT_EQ(status_of(with_codes({Code::ok, Code::skipped_lockout_guard})), 4);
}

TEST(ExitStatus, EveryCodeHasTheStatusOfItsVerdict) {
  for (const CodeInfo& code : all_codes()) {
    const int expected = code.code == Code::internal_error ? 3
                         : code.verdict == Verdict::pass   ? 0
                         : code.verdict == Verdict::fail   ? 1
                                                           : 4;
    EXPECT_EQ(status_of(with_codes({code.code})), expected) << code.id;
  }
}

TEST(ExitStatus, AFaultOfTheToolIsThreeUnlessSomethingFailed) {
  EXPECT_EQ(status_of(with_codes({Code::internal_error, Code::server_busy})), 3);
  EXPECT_EQ(status_of(with_codes({Code::internal_error, Code::auth_rejected})), 1);
}

TEST(ExitStatus, ASignalWins) {
  EXPECT_EQ(status_of(with_codes({Code::ok, Code::cancelled}), {}, 2), 130);
  EXPECT_EQ(status_of(with_codes({Code::auth_rejected, Code::cancelled}), {}, 15), 143);
}

TEST(ExitStatus, OneFailedAccountOfSeveralIsEnough) {
  RunStatus run({}, k_today);
  EXPECT_EQ(run.status(std::nullopt), 0);
  run.add(account_of(with_codes({Code::auth_rejected})));
  run.add(account_of(with_codes({Code::ok})));
  EXPECT_EQ(run.status(std::nullopt), 1);
}

TEST(ExitStatus, APasswordThatExpiresTooSoonFailsOnlyWhenAskedFor) {
  AccountResult result = with_codes({Code::ok});
  result.password.expires = k_today + days{14};
  FailureRules rules;
  EXPECT_EQ(status_of(result, rules), 0);
  rules.expires_within = days{13};
  EXPECT_EQ(status_of(result, rules), 0);
  rules.expires_within = days{14};
  EXPECT_EQ(status_of(result, rules), 1);
  result.password.expires = std::nullopt;
  EXPECT_EQ(status_of(result, rules), 0);
}

TEST(ExitStatus, ACertificateThatExpiresTooSoonFailsOnlyWhenAskedFor) {
  AccountResult result = with_codes({Code::ok});
  CertificateFacts leaf;
  leaf.not_after = k_today + days{10};
  CertificateFacts authority;
  authority.not_after = k_today + days{1};
  result.services[0].facts.tls.emplace().chain = {leaf, authority};
  FailureRules rules;
  EXPECT_EQ(status_of(result, rules), 0);
  rules.certificate_within = days{9};
  EXPECT_EQ(status_of(result, rules), 0);
  rules.certificate_within = days{10};
  EXPECT_EQ(status_of(result, rules), 1);
}

TEST(ExitStatus, AnyWarningFailsWhenAskedFor) {
  FailureRules rules;
  rules.warnings_as_failures = true;
  EXPECT_EQ(status_of(with_codes({Code::ok}), rules), 0);
  AccountResult of_account = with_codes({Code::ok});
  of_account.warnings = {{WarningCode::environment_ignored, "ALL_PROXY"}};
  EXPECT_EQ(status_of(of_account), 0);
  EXPECT_EQ(status_of(of_account, rules), 1);
  AccountResult of_service = with_codes({Code::ok});
  of_service.services[0].warnings = {{WarningCode::no_logout_answer, ""}};
  EXPECT_EQ(status_of(of_service, rules), 1);
}

TEST(BrokenRule, IsNamedByItsOptionAndThereIsNoneWithoutARule) {
  AccountResult result = with_codes({Code::ok});
  result.password.expires = k_today + days{3};
  result.warnings.push_back({WarningCode::password_expires_soon, "2026-11-25"});
  FailureRules rules;
  EXPECT_EQ(broken_rule(account_of(result), rules, k_today), std::nullopt);
  rules.warnings_as_failures = true;
  EXPECT_EQ(broken_rule(account_of(result), rules, k_today), "--warnings-as-failures");
  rules.expires_within = days{2};
  EXPECT_EQ(broken_rule(account_of(result), rules, k_today), "--warnings-as-failures");
  rules.expires_within = days{3};
  EXPECT_EQ(broken_rule(account_of(result), rules, k_today), "--fail-if-expires-within");
}

}  // namespace
}  // namespace pecprobe
