#include "probe/engine/warnings.hpp"

#include "tests/unit/engine/scripted_network.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pecprobe {
namespace {

using namespace test;
using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::sys_days;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr sys_days k_today{2026y / 11 / 22};

AccountResult with(ServiceFacts facts, Code code, std::optional<sys_days> expires = std::nullopt) {
  AccountResult result;
  result.password.expires = expires;
  result.services.resize(1);
  result.services[0].facts = std::move(facts);
  result.services[0].diagnosis.code = code;
  return result;
}

std::vector<Warning> warnings_when_expiring(days from_today, const ServiceFacts& facts, Code code) {
  return account_warnings(with(facts, code, k_today + from_today), Secret{"x"}, nullptr, k_today);
}

TEST(AccountWarnings, APasswordExpiresSoonFromTwoWeeksBeforeToItsLastDay) {
  EXPECT_THAT(warnings_when_expiring(days{15}, accepted(), Code::ok), IsEmpty());
  EXPECT_THAT(warnings_when_expiring(days{14}, accepted(), Code::ok),
              ElementsAre(Warning{WarningCode::password_expires_soon, "2026-12-06"}));
  EXPECT_THAT(warnings_when_expiring(days{0}, accepted(), Code::ok),
              ElementsAre(Warning{WarningCode::password_expires_soon, "2026-11-22"}));
}

TEST(AccountWarnings, ADateOnRecordIsStaleWhenTheExpiredPasswordIsAccepted) {
  EXPECT_THAT(warnings_when_expiring(days{-1}, accepted(), Code::ok),
              ElementsAre(Warning{WarningCode::date_on_record_stale, "2026-11-21"}));
  EXPECT_THAT(warnings_when_expiring(days{-1}, refused(), Code::auth_password_expired), IsEmpty());
}

TEST(AccountWarnings, TheLookOfThePasswordIsNamedOnlyWhenThePasswordWasRefused) {
  const Secret password{"app\xC2\xA0password "};
  EXPECT_THAT(account_warnings(with(refused(), Code::auth_rejected), password, nullptr, k_today),
              ElementsAre(Warning{WarningCode::password_looks_mistyped, "invisible@4 white_space@13"}));
  EXPECT_THAT(account_warnings(with(accepted(), Code::ok), password, nullptr, k_today), IsEmpty());
  EXPECT_THAT(account_warnings(with(busy_at_login(), Code::auth_temporary), password, nullptr, k_today), IsEmpty());
}

}  // namespace
}  // namespace pecprobe
