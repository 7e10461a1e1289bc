#include "probe/rotation/verify/conclusion.hpp"

#include "tests/support/sample_results.hpp"

#include <gtest/gtest.h>

namespace pecprobe {
namespace {

std::vector<Code> codes(const AccountResult& result) {
  std::vector<Code> out;
  for (const ServiceResult& service : result.services) {
    out.push_back(service.diagnosis.code);
  }
  return out;
}

/// All services took the new password.
Verification accepted() {
  Verification verification;
  verification.account = test::good_account();
  return verification;
}

/// The answer of the sending service to the old password.
ServiceResult old_answer(Code code, bool is_accepted) {
  ServiceResult service = test::passed_service(Protocol::smtp);
  service.facts.dialogue.auth.accepted = is_accepted;
  service.facts.dialogue.stop = is_accepted ? Stop::none : Stop::auth_refused;
  service.diagnosis.code = code;
  return service;
}

TEST(Conclusion, ARefusedOldPasswordCompletesTheRotation) {
  Verification verification = accepted();
  verification.old_password = old_answer(Code::auth_rejected, false);
  conclude_rotation(verification, OldPassword::given);
  EXPECT_EQ(verification.outcome.result, VerificationResult::complete);
  EXPECT_EQ(codes(as_check(verification)), std::vector<Code>(3, Code::ok));
}

TEST(Conclusion, AnAcceptedOldPasswordIsWhatItsServiceFailedWith) {
  Verification verification = accepted();
  verification.old_password = old_answer(Code::ok, true);
  conclude_rotation(verification, OldPassword::given);
  EXPECT_EQ(verification.outcome.result, VerificationResult::old_password_still_accepted);
  EXPECT_EQ(codes(as_check(verification)), (std::vector<Code>{Code::ok, Code::ok, Code::old_password_still_accepted}));
}

TEST(Conclusion, AnOldPasswordThatWasGivenAndNotTriedProvesNothing) {
  Verification verification = accepted();
  conclude_rotation(verification, OldPassword::given);
  EXPECT_EQ(verification.outcome.result, VerificationResult::unverifiable);
  conclude_rotation(verification, OldPassword::not_given);
  EXPECT_EQ(verification.outcome.result, VerificationResult::complete);
}

TEST(Conclusion, TheOldPasswordIsForTheSendingServiceOnceAllAccept) {
  EXPECT_EQ(place_for_old_password(test::good_account()), 2U);
  AccountResult receiving = test::good_account();
  receiving.services.pop_back();
  EXPECT_EQ(place_for_old_password(receiving), 0U);
  EXPECT_EQ(place_for_old_password(test::rejected_account()), std::nullopt);
}

}  // namespace
}  // namespace pecprobe
