#include "probe/cli/output/verification_output.hpp"

#include "probe/cli/exit_status.hpp"
#include "tests/unit/rotation_verify/answers.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pecprobe {
namespace {

using namespace test;
using testing::HasSubstr;
using testing::Not;

constexpr std::chrono::sys_days k_today{std::chrono::year{2026} / 11 / 22};

Verification verification(std::vector<ServiceResult> services, VerificationResult result) {
  Verification done;
  done.account.account.address = "ditta@pec.example";
  done.account.services = std::move(services);
  done.tries.resize(done.account.services.size());
  done.outcome.result = result;
  return done;
}

int status(std::vector<ServiceResult> services, VerificationResult result) {
  return verification_status(verification(std::move(services), result), k_today, std::nullopt);
}

ServiceResult with_endpoint(ServiceResult result) {
  result.facts.endpoint.host = "smtp.pec.example";
  return result;
}

TEST(VerificationStatus, IsZeroForWhatWasProved) {
  EXPECT_EQ(status({accepting(Protocol::imap)}, VerificationResult::complete), 0);
  EXPECT_EQ(status({refusing(Protocol::imap)}, VerificationResult::deactivated), 0);
}

TEST(VerificationStatus, IsOneWhereSomethingIsAsItShouldNotBe) {
  EXPECT_EQ(status({accepting(Protocol::imap), lagging(Protocol::smtp)}, VerificationResult::half_done), 1);
  EXPECT_EQ(status({accepting(Protocol::imap)}, VerificationResult::old_password_still_accepted), 1);
  EXPECT_EQ(status({refusing(Protocol::imap)}, VerificationResult::new_password_refused), 1);
  EXPECT_EQ(status({accepting(Protocol::imap)}, VerificationResult::deactivated_password_still_accepted), 1);
}

TEST(VerificationStatus, OfACompleteRotationIsThatOfItsServices) {
  ServiceResult full = service(Protocol::imap, accepted(), Code::mailbox_over_quota);
  EXPECT_EQ(status({full, accepting(Protocol::smtp)}, VerificationResult::complete), 1);
}

TEST(VerificationStatus, OfAnOpenQuestionTellsFaultsFromWhatMayPass) {
  EXPECT_EQ(status({accepting(Protocol::imap), temporary(Protocol::smtp)}, VerificationResult::unverifiable), 4);
  EXPECT_EQ(status({accepting(Protocol::imap), unreachable(Protocol::smtp)}, VerificationResult::unverifiable), 1);
  EXPECT_EQ(status({refusing(Protocol::imap), spared(Protocol::pop3)}, VerificationResult::unverifiable), 4);
  EXPECT_EQ(status({service(Protocol::imap, {}, Code::internal_error)}, VerificationResult::unverifiable), 3);
}

TEST(VerificationStatus, IsFourWhenOnlyTheOldPasswordIsOpen) {
  Verification done = verification({accepting(Protocol::smtp)}, VerificationResult::unverifiable);
  done.old_password = temporary(Protocol::smtp);
  EXPECT_EQ(verification_status(done, k_today, std::nullopt), 4);
  done.old_password.reset();
  EXPECT_EQ(verification_status(done, k_today, std::nullopt), 4);
}

TEST(VerificationStatus, OfAnInterruptedRunIsTheSignals) {
  EXPECT_EQ(verification_status(verification({}, VerificationResult::unverifiable), k_today, 2), 130);
}

TEST(VerificationFormats, ReportAnOldPasswordThatWorksAsAFailedServiceThatStandsOnce) {
  VerificationReport report;
  report.verification =
      verification({with_endpoint(accepting(Protocol::smtp))}, VerificationResult::old_password_still_accepted);
  report.verification.old_password =
      with_endpoint(service(Protocol::smtp, accepted(), Code::old_password_still_accepted));
  CheckRequest request;
  request.format = "junit";
  const std::string junit = rendered(report, request, Success::no, Language::english, Colour::never);
  EXPECT_THAT(junit, HasSubstr("tests=\"1\" failures=\"1\""));
  EXPECT_THAT(junit, HasSubstr("old_password_still_accepted"));
  EXPECT_EQ(verification_plugin_status(report, request, Language::english), 2);
}

TEST(VerificationFormats, LeaveARefusedOldPasswordOut) {
  VerificationReport report;
  report.verification = verification({with_endpoint(accepting(Protocol::smtp))}, VerificationResult::complete);
  report.verification.old_password = with_endpoint(refusing(Protocol::smtp));
  CheckRequest request;
  request.format = "nagios";
  EXPECT_THAT(rendered(report, request, Success::yes, Language::english, Colour::never), HasSubstr("PEC OK"));
  EXPECT_EQ(verification_plugin_status(report, request, Language::english), 0);
}

}  // namespace
}  // namespace pecprobe
