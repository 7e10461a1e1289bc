// What the lock-out guard remembers of passwords that rotate verify tried.
#include "tests/rotation/rotation_run.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pecprobe::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

TEST(RotationMemory, HoldsARefusedNewPasswordBack) {
  RotatedMailbox mailbox(RotatedMailbox::scenario("rotated-new-password"));
  EXPECT_EQ(mailbox.verify_new({}, "mistyped-password").exit_status, 1);
  static_cast<void>(mailbox.logins());
  const ProgramRun again = mailbox.verify_new({}, "mistyped-password");
  EXPECT_EQ(again.exit_status, 1);
  EXPECT_THAT(again.out, HasSubstr("not tried again"));
  EXPECT_THAT(mailbox.logins(), IsEmpty());
  EXPECT_EQ(mailbox.verify_new({"--force"}, "mistyped-password").exit_status, 1);
  EXPECT_THAT(mailbox.logins(), UnorderedElementsAre("imap", "smtp"));
}

TEST(RotationMemory, IsForgottenAfterAVerifiedRotation) {
  RotatedMailbox mailbox(RotatedMailbox::scenario("rotated-new-password"));
  static_cast<void>(mailbox.verify_new({}, "mistyped-password"));
  EXPECT_EQ(mailbox.verify_new().exit_status, 0);
  static_cast<void>(mailbox.logins());
  static_cast<void>(mailbox.verify_new({}, "mistyped-password"));
  EXPECT_THAT(mailbox.logins(), UnorderedElementsAre("imap", "smtp"));
}

TEST(RotationMemory, RemembersTheRefusedOldPassword) {
  RotatedMailbox mailbox(RotatedMailbox::scenario("rotated-new-password"));
  EXPECT_EQ(mailbox.verify_both().exit_status, 0);
  static_cast<void>(mailbox.logins());
  const ProgramRun again = mailbox.verify_deactivation({"--protocols", "smtp"});
  EXPECT_THAT(again.out, HasSubstr("not tried again"));
  EXPECT_THAT(mailbox.logins(), IsEmpty());
}

}  // namespace
}  // namespace pecprobe::test
