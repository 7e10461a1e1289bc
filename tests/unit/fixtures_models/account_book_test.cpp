#include "fixtures/models/account_book.hpp"

#include <gtest/gtest.h>

#include <string_view>

namespace pecmock {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view k_address = "casella@pec.example";
constexpr std::string_view k_password = "app-password-1";

class AnAccount : public testing::Test {
 protected:
  AnAccount() { set_date("2026-11-22"); }

  void set_date(std::string_view text) { calendar.set(parse_moment(text).value()); }

  void open(AccountSpec account = standard_account()) { ASSERT_TRUE(book.add(std::move(account))); }

  LoginResult log_in(std::string_view password, Protocol protocol = Protocol::imap,
                     std::string login = std::string(k_address), std::string act_as = {},
                     std::string from = "127.0.0.1") {
    const auto proof = [password](std::string_view candidate) { return candidate == password; };
    return book.login({protocol, std::move(login), std::move(act_as), proof, std::move(from)});
  }

  LoginOutcome outcome(std::string_view password, Protocol protocol = Protocol::imap) {
    return log_in(password, protocol).outcome;
  }

  Calendar calendar;
  AccountBook book{calendar};
};

TEST_F(AnAccount, AcceptsItsPasswordOnAllProtocols) {
  open();
  for (const Protocol protocol : pecprobe::k_protocols) {
    const LoginResult result = log_in(k_password, protocol);
    EXPECT_EQ(result.outcome, LoginOutcome::accepted);
    EXPECT_EQ(result.address, k_address);
    EXPECT_NE(result.hold, nullptr);
  }
}

TEST_F(AnAccount, RefusesAnotherPasswordAndAnotherLoginAlike) {
  open();
  EXPECT_EQ(outcome("App-password-1"), LoginOutcome::wrong);
  EXPECT_EQ(outcome("app-password-1 "), LoginOutcome::wrong);
  EXPECT_EQ(log_in(k_password, Protocol::imap, "nessuno@pec.example").outcome, LoginOutcome::wrong);
  EXPECT_EQ(log_in(k_password, Protocol::imap, "casella").outcome, LoginOutcome::wrong);
}

TEST_F(AnAccount, TellsItsStateToTheRightPasswordOnly) {
  AccountSpec spec = standard_account();
  spec.services[Protocol::imap].state = LoginOutcome::disabled;
  open(std::move(spec));
  EXPECT_EQ(outcome(k_password), LoginOutcome::disabled);
  EXPECT_EQ(outcome("other"), LoginOutcome::wrong);
  EXPECT_EQ(outcome(k_password, Protocol::pop3), LoginOutcome::accepted);
}

TEST_F(AnAccount, InTemporaryTroubleRefusesAnyPasswordAsTemporary) {
  AccountSpec spec = standard_account();
  spec.services[Protocol::smtp].state = LoginOutcome::temporary;
  open(std::move(spec));
  EXPECT_EQ(outcome(k_password, Protocol::smtp), LoginOutcome::temporary);
  EXPECT_EQ(outcome("other", Protocol::smtp), LoginOutcome::temporary);
}

TEST_F(AnAccount, SaysThatTheMainPasswordIsNotForMailPrograms) {
  AccountSpec spec = standard_account();
  spec.users.front().main_password = "webmail";
  open(std::move(spec));
  EXPECT_EQ(outcome("webmail"), LoginOutcome::app_password);
  EXPECT_EQ(outcome(k_password), LoginOutcome::accepted);
}

TEST_F(AnAccount, LocksAfterSomeFailuresInARowAlsoForTheRightPassword) {
  AccountSpec spec = standard_account();
  spec.lock = LockRule{3, 1h};
  open(std::move(spec));
  EXPECT_EQ(outcome("a"), LoginOutcome::wrong);
  EXPECT_EQ(outcome("b", Protocol::smtp), LoginOutcome::wrong);
  EXPECT_EQ(outcome(k_password), LoginOutcome::accepted);  // the count begins anew
  EXPECT_EQ(outcome("a"), LoginOutcome::wrong);
  EXPECT_EQ(outcome("b"), LoginOutcome::wrong);
  EXPECT_EQ(outcome("c"), LoginOutcome::wrong);
  EXPECT_EQ(outcome(k_password), LoginOutcome::locked);
  set_date("2026-11-22T00:59:59");
  EXPECT_EQ(outcome(k_password), LoginOutcome::locked);
  set_date("2026-11-22T01:00");
  EXPECT_EQ(outcome(k_password), LoginOutcome::accepted);
}

TEST_F(AnAccount, LockedForGoodIsFreedByItsProviderOnly) {
  AccountSpec spec = standard_account();
  spec.lock = LockRule{1, std::nullopt};
  open(std::move(spec));
  EXPECT_EQ(outcome("a"), LoginOutcome::wrong);
  set_date("2036-01-01");
  EXPECT_EQ(outcome(k_password), LoginOutcome::locked);
  ASSERT_TRUE(book.unlock(k_address));
  EXPECT_EQ(outcome(k_password), LoginOutcome::accepted);
}

TEST_F(AnAccount, IsRefusedToAnAddressThatFailedTooOften) {
  open();
  book.set_address_lock({2, std::nullopt});
  EXPECT_EQ(log_in("x", Protocol::imap, "nobody@pec.example").outcome, LoginOutcome::wrong);
  EXPECT_EQ(log_in("x", Protocol::imap, "nobody2@pec.example").outcome, LoginOutcome::wrong);
  EXPECT_EQ(outcome(k_password), LoginOutcome::locked);
  EXPECT_EQ(log_in(k_password, Protocol::imap, std::string(k_address), {}, "127.0.0.9").outcome,
            LoginOutcome::accepted);
}

TEST_F(AnAccount, HasNoMoreSessionsAtOnceThanItsLimit) {
  AccountSpec spec = standard_account();
  spec.services[Protocol::imap].connection_limit = 1;
  open(std::move(spec));
  LoginResult first = log_in(k_password);
  EXPECT_EQ(outcome(k_password), LoginOutcome::connection_limit);
  first.hold.reset();
  EXPECT_EQ(outcome(k_password), LoginOutcome::accepted);
}

TEST_F(AnAccount, IsHeldByOnePop3SessionAtATime) {
  open();
  LoginResult first = log_in(k_password, Protocol::pop3);
  EXPECT_EQ(outcome(k_password, Protocol::pop3), LoginOutcome::in_use);
  EXPECT_EQ(outcome(k_password, Protocol::imap), LoginOutcome::accepted);
  first.hold.reset();
  EXPECT_EQ(outcome(k_password, Protocol::pop3), LoginOutcome::accepted);
}

TEST_F(AnAccount, OfSeveralUsersLetsEachInWithTheirOwnPassword) {
  AccountSpec spec = standard_account();
  spec.users.push_back({"mario", PasswordHistory("di-mario"), {}});
  open(std::move(spec));
  EXPECT_EQ(log_in("di-mario", Protocol::imap, "mario").address, k_address);
  EXPECT_EQ(log_in(k_password, Protocol::imap, "mario").outcome, LoginOutcome::wrong);
}

TEST_F(AnAccount, LetsNobodyActAsAnotherUser) {
  open();
  EXPECT_EQ(log_in(k_password, Protocol::imap, std::string(k_address), "other@pec.example").outcome,
            LoginOutcome::not_authorized);
  EXPECT_EQ(log_in(k_password, Protocol::imap, std::string(k_address), std::string(k_address)).outcome,
            LoginOutcome::accepted);
}

TEST_F(AnAccount, TakesTheNewPasswordOfARotationWhenItReachedTheServer) {
  AccountSpec spec = standard_account();
  spec.services[Protocol::pop3].propagation = {10min, 5min};
  open(std::move(spec));
  ASSERT_TRUE(book.rotate(k_address, "app-password-2"));
  EXPECT_EQ(outcome("app-password-2", Protocol::imap), LoginOutcome::accepted);
  EXPECT_EQ(outcome(k_password, Protocol::imap), LoginOutcome::wrong);
  EXPECT_EQ(outcome("app-password-2", Protocol::pop3), LoginOutcome::wrong);
  EXPECT_EQ(outcome(k_password, Protocol::pop3), LoginOutcome::accepted);
  set_date("2026-11-22T00:10");
  EXPECT_EQ(outcome("app-password-2", Protocol::pop3), LoginOutcome::accepted);
  EXPECT_EQ(outcome(k_password, Protocol::pop3), LoginOutcome::wrong);
}

TEST_F(AnAccount, WithAnExpiredPasswordSaysSo) {
  AccountSpec spec = standard_account();
  PasswordHistory history;
  history.set_rules({Period{3, 0s}, std::chrono::days{14}});
  ASSERT_TRUE(history.issue(std::string(k_password), parse_moment("2026-08-01").value()));
  spec.users.front().passwords = history;
  open(std::move(spec));
  EXPECT_EQ(outcome(k_password), LoginOutcome::expired);
  set_date("2026-10-20");
  ASSERT_TRUE(book.extend(k_address));
  set_date("2026-11-22");
  EXPECT_EQ(outcome(k_password), LoginOutcome::accepted);
  ASSERT_TRUE(book.deactivate(k_address));
  EXPECT_EQ(outcome(k_password), LoginOutcome::deactivated);
}

TEST_F(AnAccount, CannotBeOpenedTwice) {
  open();
  EXPECT_EQ(book.add(standard_account()).error(), "the account casella@pec.example stands here twice");
  AccountSpec other = generated_account(1);
  other.users.front().login = std::string(k_address);
  EXPECT_EQ(book.add(std::move(other)).error(), "the login casella@pec.example belongs to two users");
}

TEST(GeneratedAccounts, FollowTheFormula) {
  const AccountSpec account = generated_account(42);
  EXPECT_EQ(account.address, "u00042@pec.example");
  EXPECT_EQ(account.users.front().login, "u00042@pec.example");
  EXPECT_EQ(account.users.front().passwords.password(0), "Bulk-00042");
}

TEST(LoginOutcomes, HaveWordsThatReadBack) {
  for (int i = 0; i <= static_cast<int>(LoginOutcome::over_quota); ++i) {
    const auto outcome = static_cast<LoginOutcome>(i);
    EXPECT_EQ(login_outcome_from(to_string(outcome)), outcome);
  }
  EXPECT_EQ(login_outcome_from("nonsense"), std::nullopt);
}

}  // namespace
}  // namespace pecmock
