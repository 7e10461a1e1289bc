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

TEST(AccountWarnings, ADateOnRecordIsStaleWhenTheDeactivatedPasswordIsAccepted) {
  AccountResult result = with(accepted(), Code::ok, k_today);
  result.password.deactivated = k_today - days{9};
  EXPECT_THAT(account_warnings(result, Secret{"x"}, nullptr, k_today),
              ElementsAre(Warning{WarningCode::date_on_record_stale, "2026-11-13"}));
  EXPECT_THAT(account_warnings(with(refused(), Code::auth_rejected), Secret{"x"}, nullptr, k_today), IsEmpty());
}

TEST(AccountWarnings, TheLookOfThePasswordIsNamedOnlyWhenThePasswordWasRefused) {
  const Secret password{"app\xC2\xA0password "};
  EXPECT_THAT(account_warnings(with(refused(), Code::auth_rejected), password, nullptr, k_today),
              ElementsAre(Warning{WarningCode::password_looks_mistyped, "invisible@4 white_space@13"}));
  EXPECT_THAT(account_warnings(with(accepted(), Code::ok), password, nullptr, k_today), IsEmpty());
  EXPECT_THAT(account_warnings(with(busy_at_login(), Code::auth_temporary), password, nullptr, k_today), IsEmpty());
}

ServiceFacts tested_at(std::string address, ConnectOutcome outcome, Protocol protocol = Protocol::imap) {
  ServiceFacts facts;
  facts.endpoint.protocol = protocol;
  facts.connect.attempts = {{std::move(address), outcome, 0, "", {}}};
  return facts;
}

std::vector<Warning> warnings_of(std::vector<ServiceFacts> tests) {
  AccountResult result;
  for (ServiceFacts& facts : tests) {
    result.services.push_back({std::move(facts), Diagnosis{}, {}});
  }
  return account_warnings(result, Secret{"x"}, nullptr, k_today);
}

TEST(AccountWarnings, AnAddressFamilyIsBrokenWhenNoneOfItsAddressesAnswersWhereTheOtherDoes) {
  const Warning no_ipv6{WarningCode::address_family_broken, "IPv6"};
  using enum ConnectOutcome;
  EXPECT_THAT(warnings_of({tested_at("192.0.2.1", connected), tested_at("2001:db8::1", timed_out),
                           tested_at("2001:db8::2", refused)}),
              ElementsAre(no_ipv6));
  EXPECT_THAT(warnings_of({tested_at("192.0.2.1", timed_out), tested_at("2001:db8::1", connected)}),
              ElementsAre(Warning{WarningCode::address_family_broken, "IPv4"}));
  EXPECT_THAT(warnings_of({tested_at("192.0.2.1", connected), tested_at("2001:db8::1", timed_out),
                           tested_at("2001:db8::2", connected)}),
              IsEmpty());
}

TEST(AccountWarnings, AnAddressFamilyIsToldOfEachServiceApartAndNamedOnce) {
  using enum ConnectOutcome;
  EXPECT_THAT(warnings_of({tested_at("192.0.2.1", connected), tested_at("2001:db8::1", timed_out, Protocol::smtp)}),
              IsEmpty());
  EXPECT_THAT(warnings_of({tested_at("192.0.2.1", connected), tested_at("2001:db8::1", timed_out),
                           tested_at("192.0.2.2", connected, Protocol::smtp),
                           tested_at("2001:db8::2", timed_out, Protocol::smtp)}),
              ElementsAre(Warning{WarningCode::address_family_broken, "IPv6"}));
}

}  // namespace
}  // namespace pecprobe
