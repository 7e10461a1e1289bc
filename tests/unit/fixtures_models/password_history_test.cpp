#include "fixtures/models/password_history.hpp"

#include <gtest/gtest.h>

#include <string_view>

namespace pecmock {
namespace {

using namespace std::chrono_literals;

Moment at(std::string_view text) { return parse_moment(text).value(); }

/// Issued on 1 August, valid for three months, to be extended in the last two weeks.
PasswordHistory issued_in_august() {
  PasswordHistory history;
  history.set_rules({Period{3, 0s}, std::chrono::days{14}});
  EXPECT_TRUE(history.issue("first", at("2026-08-01")));
  return history;
}

PasswordStanding standing(const PasswordHistory& history, std::size_t index, std::string_view now,
                          const Propagation& propagation = {}) {
  return history.standing(index, at(now), propagation);
}

TEST(AnAppPassword, IsAcceptedUpToTheMomentOfItsExpiry) {
  const PasswordHistory history = issued_in_august();
  EXPECT_EQ(standing(history, 0, "2026-07-31"), PasswordStanding::not_yet);
  EXPECT_EQ(standing(history, 0, "2026-08-01"), PasswordStanding::accepted);
  EXPECT_EQ(standing(history, 0, "2026-10-31T23:59:59"), PasswordStanding::accepted);
  EXPECT_EQ(standing(history, 0, "2026-11-01"), PasswordStanding::expired);
}

TEST(AnAppPassword, WithoutRulesNeverExpires) {
  const PasswordHistory history("always");
  EXPECT_EQ(history.expiry(0), std::nullopt);
  EXPECT_EQ(standing(history, 0, "2099-01-01"), PasswordStanding::accepted);
}

TEST(AnAppPassword, ExtendedLivesOneMoreValidityFromItsExpiry) {
  PasswordHistory history = issued_in_august();
  ASSERT_TRUE(history.extend(at("2026-10-20")));
  EXPECT_EQ(history.expiry(0), at("2027-02-01"));
  EXPECT_EQ(standing(history, 0, "2026-11-22"), PasswordStanding::accepted);
}

TEST(AnAppPassword, CanBeExtendedInsideItsWindowOnly) {
  PasswordHistory history = issued_in_august();
  EXPECT_EQ(history.extend(at("2026-10-17")).error(), "it can only be extended from 2026-10-18T00:00:00Z on");
  EXPECT_EQ(history.extend(at("2026-11-01")).error(),
            "the password expired at 2026-11-01T00:00:00Z and cannot be extended any more");
  EXPECT_EQ(history.expiry(0), at("2026-11-01"));
}

TEST(AnAppPassword, CanBeExtendedAgain) {
  PasswordHistory history = issued_in_august();
  ASSERT_TRUE(history.extend(at("2026-10-20")));
  ASSERT_TRUE(history.extend(at("2027-01-20")));
  EXPECT_EQ(history.expiry(0), at("2027-05-01"));
}

TEST(AnAppPassword, ReplacedIsRefusedAtOnce) {
  PasswordHistory history = issued_in_august();
  ASSERT_TRUE(history.issue("second", at("2026-09-10T12:00")));
  EXPECT_EQ(standing(history, 0, "2026-09-10T11:59"), PasswordStanding::accepted);
  EXPECT_EQ(standing(history, 0, "2026-09-10T12:00"), PasswordStanding::superseded);
  EXPECT_EQ(standing(history, 1, "2026-09-10T12:00"), PasswordStanding::accepted);
  EXPECT_EQ(history.expiry(1), at("2026-12-10T12:00"));
}

TEST(AReplacement, TakesItsTimeToReachAServer) {
  PasswordHistory history = issued_in_august();
  ASSERT_TRUE(history.issue("second", at("2026-09-10T12:00")));
  const Propagation slow{10min, 2min};
  EXPECT_EQ(standing(history, 0, "2026-09-10T12:09:59", slow), PasswordStanding::accepted);
  EXPECT_EQ(standing(history, 0, "2026-09-10T12:10", slow), PasswordStanding::superseded);
  EXPECT_EQ(standing(history, 1, "2026-09-10T12:01:59", slow), PasswordStanding::not_yet);
  EXPECT_EQ(standing(history, 1, "2026-09-10T12:02", slow), PasswordStanding::accepted);
}

TEST(AnAppPassword, DeactivatedIsRefusedUntilAnotherIsIssued) {
  PasswordHistory history = issued_in_august();
  ASSERT_TRUE(history.deactivate(at("2026-09-01")));
  EXPECT_EQ(standing(history, 0, "2026-09-01"), PasswordStanding::deactivated);
  EXPECT_EQ(history.extend(at("2026-10-20")).error(), "a deactivated password cannot be extended");
  ASSERT_TRUE(history.issue("second", at("2026-10-21")));
  EXPECT_EQ(standing(history, 1, "2026-10-21"), PasswordStanding::accepted);
}

TEST(AHistory, RefusesChangesThatCouldNotHaveHappened) {
  PasswordHistory history = issued_in_august();
  EXPECT_EQ(history.issue("second", at("2026-07-01")).error(),
            "2026-07-01T00:00:00Z is before the last change at 2026-08-01T00:00:00Z");
  EXPECT_EQ(history.issue("", at("2026-09-01")).error(), "a password cannot be empty");
  EXPECT_EQ(PasswordHistory().extend(at("2026-09-01")).error(), "there is no password to extend");
  EXPECT_EQ(PasswordHistory().deactivate(at("2026-09-01")).error(), "there is no password to deactivate");
  EXPECT_EQ(PasswordHistory("always").extend(at("2026-09-01")).error(),
            "a password that never expires cannot be extended");
}

}  // namespace
}  // namespace pecmock
