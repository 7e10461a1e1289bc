#include "probe/rotation/verify/outcome.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pecprobe {
namespace {

using testing::ElementsAre;
using A = PasswordAnswer;
using R = VerificationResult;
using Answers = std::vector<ServiceAnswer>;

/// In the order of the plan: imap, pop3, smtp.
Answers answers(A imap, A pop3, A smtp) {
  return {{Protocol::imap, imap}, {Protocol::pop3, pop3}, {Protocol::smtp, smtp}};
}

const Answers k_all_accept = answers(A::accepted, A::accepted, A::accepted);

TEST(RotationOutcome, IsCompleteWhenAllAcceptTheNewPasswordAndTheOldOneIsRefused) {
  EXPECT_EQ(rotation_outcome(k_all_accept, A::refused).result, R::complete);
  EXPECT_EQ(rotation_outcome(k_all_accept, std::nullopt).result, R::complete);
  EXPECT_EQ(rotation_outcome({{Protocol::smtp, A::accepted}}, std::nullopt).result, R::complete);
}

TEST(RotationOutcome, NamesAnOldPasswordThatStillWorks) {
  EXPECT_EQ(rotation_outcome(k_all_accept, A::accepted).result, R::old_password_still_accepted);
}

TEST(RotationOutcome, LeavesOpenWhatTheOldPasswordDidNotShow) {
  EXPECT_EQ(rotation_outcome(k_all_accept, A::unsettled).result, R::unverifiable);
  EXPECT_EQ(rotation_outcome(k_all_accept, A::not_tried).result, R::unverifiable);
}

TEST(RotationOutcome, TellsThatSendingLagsBehindReceiving) {
  EXPECT_EQ(rotation_outcome(answers(A::accepted, A::accepted, A::refused), std::nullopt),
            (VerificationOutcome{R::half_done, HalfDone::sending, {Protocol::smtp}}));
}

TEST(RotationOutcome, TellsThatReceivingLagsBehindSending) {
  EXPECT_EQ(rotation_outcome(answers(A::refused, A::refused, A::accepted), std::nullopt),
            (VerificationOutcome{R::half_done, HalfDone::receiving, {Protocol::imap, Protocol::pop3}}));
}

TEST(RotationOutcome, TellsThatOneReceivingProtocolLagsBehindTheOther) {
  EXPECT_EQ(rotation_outcome(answers(A::accepted, A::refused, A::accepted), std::nullopt),
            (VerificationOutcome{R::half_done, HalfDone::one_of_two, {Protocol::pop3}}));
}

TEST(RotationOutcome, NamesNoHalfWhereThePatternShowsNone) {
  EXPECT_EQ(rotation_outcome(answers(A::accepted, A::refused, A::refused), std::nullopt),
            (VerificationOutcome{R::half_done, std::nullopt, {Protocol::pop3, Protocol::smtp}}));
}

TEST(RotationOutcome, IsRefusedWhenWhoeverAnsweredRefused) {
  EXPECT_EQ(rotation_outcome(answers(A::refused, A::not_tried, A::refused), std::nullopt).result,
            R::new_password_refused);
  EXPECT_EQ(rotation_outcome(answers(A::refused, A::unsettled, A::unsettled), std::nullopt).result,
            R::new_password_refused);
}

TEST(RotationOutcome, IsUnverifiableWithoutARefusalWhileAnswersAreMissing) {
  EXPECT_EQ(rotation_outcome(answers(A::accepted, A::unsettled, A::accepted), std::nullopt).result, R::unverifiable);
  EXPECT_EQ(rotation_outcome(answers(A::unsettled, A::unsettled, A::unsettled), std::nullopt).result, R::unverifiable);
  EXPECT_EQ(rotation_outcome({}, std::nullopt).result, R::unverifiable);
}

TEST(DeactivationOutcome, NeedsTheRefusalOfEveryService) {
  EXPECT_EQ(deactivation_outcome(answers(A::refused, A::refused, A::refused)).result, R::deactivated);
  EXPECT_EQ(deactivation_outcome(answers(A::refused, A::not_tried, A::refused)).result, R::unverifiable);
  EXPECT_EQ(deactivation_outcome(answers(A::refused, A::refused, A::unsettled)).result, R::unverifiable);
  EXPECT_EQ(deactivation_outcome({}).result, R::unverifiable);
}

TEST(DeactivationOutcome, NamesAPasswordThatAnyServiceTakes) {
  EXPECT_EQ(deactivation_outcome(answers(A::refused, A::unsettled, A::accepted)).result,
            R::deactivated_password_still_accepted);
}

TEST(OldPassword, IsAskedOfSmtpWhenAllAcceptTheNewOne) {
  EXPECT_EQ(service_for_old_password(k_all_accept), Protocol::smtp);
  EXPECT_EQ(service_for_old_password({{Protocol::pop3, A::accepted}, {Protocol::imap, A::accepted}}), Protocol::imap);
  EXPECT_EQ(service_for_old_password({{Protocol::pop3, A::accepted}}), Protocol::pop3);
}

TEST(OldPassword, IsAskedOfNobodyBeforeTheNewOneHasPassed) {
  EXPECT_EQ(service_for_old_password(answers(A::accepted, A::refused, A::accepted)), std::nullopt);
  EXPECT_EQ(service_for_old_password(answers(A::accepted, A::unsettled, A::accepted)), std::nullopt);
  EXPECT_EQ(service_for_old_password({}), std::nullopt);
}

}  // namespace
}  // namespace pecprobe
