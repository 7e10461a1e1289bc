#include "tests/unit/fixtures_script/parsing.hpp"

#include <gmock/gmock.h>

namespace pecmock::test {
namespace {

using namespace std::chrono_literals;

AccountSpec account(std::string_view statements) {
  const Scenario scenario = parsed("account \"ditta@pec.example\" {\n" + std::string(statements) + "\n}");
  return scenario.accounts.empty() ? AccountSpec{} : scenario.accounts.front();
}

Moment at(std::string_view text) { return parse_moment(text).value(); }

TEST(AnAccountBlock, DescribesTheLifeOfAnAppPassword) {
  const AccountSpec spec = account(R"(
    validity 3mo
    extension_window 14d
    issued 2026-08-01 "one"
    extended 2026-10-25
    replaced 2026-11-10T12:00 "two"
    deactivated 2026-12-01
  )");
  const PasswordHistory& passwords = spec.users.front().passwords;
  ASSERT_EQ(passwords.size(), 2U);
  EXPECT_EQ(passwords.expiry(0), at("2027-02-01"));
  EXPECT_EQ(passwords.standing(1, at("2026-11-10T12:00"), {}), PasswordStanding::accepted);
  EXPECT_EQ(passwords.standing(1, at("2026-12-01"), {}), PasswordStanding::deactivated);
}

TEST(AnAccountBlock, NamesWhoMayLogIn) {
  const AccountSpec spec = account(R"(
    password "p"
    login "M123456"
    main_password "webmail"
    user "mario" "di-mario"
  )");
  ASSERT_EQ(spec.users.size(), 2U);
  EXPECT_EQ(spec.users[0].login, "M123456");
  EXPECT_EQ(spec.users[0].main_password, "webmail");
  EXPECT_EQ(spec.users[1].login, "mario");
  EXPECT_EQ(spec.users[1].passwords.password(0), "di-mario");
}

TEST(AnAccountBlock, SetsAStateForAllOrSomeProtocols) {
  const AccountSpec spec = account("password \"p\"\nstate disabled\nstate protocol_off pop3\nconnections 1 imap smtp");
  EXPECT_EQ(spec.services[Protocol::imap].state, LoginOutcome::disabled);
  EXPECT_EQ(spec.services[Protocol::pop3].state, LoginOutcome::protocol_off);
  EXPECT_EQ(spec.services[Protocol::smtp].connection_limit, 1);
  EXPECT_EQ(spec.services[Protocol::pop3].connection_limit, std::nullopt);
}

TEST(AnAccountBlock, LetsAReplacementTakeItsTime) {
  const AccountSpec spec = account("password \"p\"\nold_stays 10m pop3\nnew_waits 30s");
  EXPECT_EQ(spec.services[Protocol::pop3].propagation, (Propagation{10min, 30s}));
  EXPECT_EQ(spec.services[Protocol::imap].propagation, (Propagation{0s, 30s}));
}

TEST(AnAccountBlock, HasALockAQuotaAndMessages) {
  const AccountSpec spec = account("password \"p\"\nlock after 3 for 1h\nquota full\nmessages 5");
  ASSERT_TRUE(spec.lock);
  EXPECT_EQ(spec.lock->failures, 3);
  EXPECT_EQ(spec.lock->lasts, 1h);
  EXPECT_EQ(spec.quota, Quota::full);
  EXPECT_EQ(spec.messages, 5);
}

TEST(Accounts, AreGeneratedAndClientsLockedOut) {
  const Scenario scenario = parsed("accounts 500\nlock address after 10");
  EXPECT_EQ(scenario.generated_accounts, 500);
  ASSERT_TRUE(scenario.address_lock);
  EXPECT_EQ(scenario.address_lock->failures, 10);
  EXPECT_EQ(scenario.address_lock->lasts, std::nullopt);
}

}  // namespace
}  // namespace pecmock::test
