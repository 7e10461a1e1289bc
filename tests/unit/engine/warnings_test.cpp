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
  return account_warnings(with(facts, code, k_today + from_today), Secret{"x"}, k_today);
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

TEST(AccountWarnings, OddCharactersAreNamedOnlyWhenThePasswordWasRefused) {
  const Secret password{"app\xC2\xA0password "};
  EXPECT_THAT(account_warnings(with(refused(), Code::auth_rejected), password, k_today),
              ElementsAre(Warning{WarningCode::password_looks_mistyped, "U+00A0 U+0020"}));
  EXPECT_THAT(account_warnings(with(accepted(), Code::ok), password, k_today), IsEmpty());
  EXPECT_THAT(account_warnings(with(busy_at_login(), Code::auth_temporary), password, k_today), IsEmpty());
}

TEST(OddCharacters, OfAnOrdinaryPasswordAreNone) {
  EXPECT_THAT(odd_characters(Secret{"Ab3 d-\xC3\xA9\xF0\x9F\x94\x91!{}%\\\"'"}), IsEmpty());
  EXPECT_THAT(odd_characters(Secret{"\xFF\xC3 broken \xE2\x80"}), IsEmpty());
}

TEST(OddCharacters, ArePastingFaultsAndLookAlikes) {
  EXPECT_THAT(odd_characters(Secret{" tab\t"}), ElementsAre("U+0020", "U+0009"));
  EXPECT_THAT(odd_characters(Secret{"\xEF\xBB\xBFpass"}), ElementsAre("U+FEFF"));
  EXPECT_THAT(odd_characters(Secret{"p\xD0\xB0ss\xD0\xB0"}), ElementsAre("U+0430"));
  EXPECT_THAT(odd_characters(Secret{"\xE2\x80\x9Cpass\xE2\x80\x9D\xE2\x80\x8B"}),
              ElementsAre("U+201C", "U+201D", "U+200B"));
}

}  // namespace
}  // namespace pecprobe
