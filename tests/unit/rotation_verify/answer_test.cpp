#include "probe/rotation/verify/answer.hpp"

#include "tests/unit/rotation_verify/answers.hpp"

#include <gtest/gtest.h>

namespace pecprobe {
namespace {

using namespace test;

constexpr Protocol k_imap = Protocol::imap;

TEST(PasswordAnswers, AnAcceptedLoginIsAcceptedWhateverFollows) {
  EXPECT_EQ(answer_of(accepting(k_imap)), PasswordAnswer::accepted);
  ServiceResult full = service(k_imap, accepted(), Code::mailbox_over_quota);
  full.facts.dialogue.stop = Stop::mailbox_refused;
  EXPECT_EQ(answer_of(full), PasswordAnswer::accepted);
}

TEST(PasswordAnswers, ARefusalForTheSakeOfTheCredentialsIsRefused) {
  for (const Code code : {Code::auth_rejected, Code::auth_password_expired, Code::auth_app_password_required,
                          Code::auth_protocol_disabled, Code::auth_account_disabled}) {
    EXPECT_EQ(answer_of(refusing(k_imap, code)), PasswordAnswer::refused) << to_string(code);
  }
  EXPECT_EQ(answer_of(remembered_refusal(k_imap)), PasswordAnswer::refused);
}

TEST(PasswordAnswers, ALockAFaultAndUnknownWordsSettleNothing) {
  for (const Code code : {Code::auth_locked, Code::undiagnosed, Code::auth_not_authorized, Code::rate_limited}) {
    EXPECT_EQ(answer_of(refusing(k_imap, code)), PasswordAnswer::unsettled) << to_string(code);
  }
  EXPECT_EQ(answer_of(temporary(k_imap)), PasswordAnswer::unsettled);
  EXPECT_EQ(answer_of(unreachable(k_imap)), PasswordAnswer::unsettled);
}

TEST(PasswordAnswers, WhatTheGuardSparesIsNotTried) { EXPECT_EQ(answer_of(spared(k_imap)), PasswordAnswer::not_tried); }

TEST(Propagation, ExplainsRefusalsWithoutAReasonAndTemporaryAnswersToTheLogin) {
  EXPECT_TRUE(may_be_propagation(refusing(k_imap)));
  EXPECT_TRUE(may_be_propagation(lagging(k_imap)));
  EXPECT_TRUE(may_be_propagation(temporary(k_imap)));
}

TEST(Propagation, ExplainsNoStatedReasonNoSilenceAndNothingThatWasNotTried) {
  EXPECT_FALSE(may_be_propagation(refusing(k_imap, Code::auth_password_expired)));
  EXPECT_FALSE(may_be_propagation(refusing(k_imap, Code::auth_protocol_disabled)));  // stated
  EXPECT_FALSE(may_be_propagation(refusing(k_imap, Code::auth_locked)));
  EXPECT_FALSE(may_be_propagation(service(k_imap, lost_during_login(), Code::connection_lost)));
  EXPECT_FALSE(may_be_propagation(unreachable(k_imap)));
  EXPECT_FALSE(may_be_propagation(remembered_refusal(k_imap)));
  EXPECT_FALSE(may_be_propagation(spared(k_imap)));
  EXPECT_FALSE(may_be_propagation(accepting(k_imap)));
}

TEST(Locks, AreHeardInAnswersThatCountAttempts) {
  for (const Code code : {Code::auth_locked, Code::rate_limited, Code::auth_connection_limit, Code::access_denied}) {
    EXPECT_TRUE(speaks_of_a_lock(refusing(k_imap, code))) << to_string(code);
  }
  EXPECT_FALSE(speaks_of_a_lock(refusing(k_imap)));
  EXPECT_FALSE(speaks_of_a_lock(temporary(k_imap)));
}

}  // namespace
}  // namespace pecprobe
