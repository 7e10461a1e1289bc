#include "probe/rotation/ledger_rules.hpp"

#include "tests/unit/rotation/examples.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pecprobe {
namespace {

using namespace test;
using Kind = LedgerEvent::Kind;
using testing::ElementsAre;

LedgerEntry with_programs(std::vector<std::string> names) {
  NewPassword password = issued_on(k_august);
  password.programs = std::move(names);
  return entry_of(password);
}

TEST(Recording, CountsTheLastDayFromTheDayOfIssue) {
  const auto change = recorded(std::nullopt, issued_on(k_august), k_today);
  ASSERT_TRUE(change);
  EXPECT_EQ(change->entry, (LedgerEntry{k_key, "aruba", k_three_months, k_august, k_november}));
  EXPECT_EQ(change->event, (LedgerEvent{Kind::recorded, k_august, k_november}));
  EXPECT_EQ(password_dates(change->entry),
            (PasswordDates{k_august, k_november, sys_days{2026y / 10 / 18}, std::nullopt}));
}

TEST(Recording, TakesTheLastDayThatThePortalShows) {
  NewPassword password = issued_on(k_august);
  password.expires = 2027y / 2 / 1;
  EXPECT_EQ(entry_of(password).expires, sys_days{2027y / 2 / 1});
}

TEST(Recording, KnowsNoLastDayWhereTheValidityIsNotKnown) {
  EXPECT_EQ(entry_of({k_key, "", {}, k_august}).expires, std::nullopt);
}

TEST(Recording, RefusesADayInTheFutureAndAnEndBeforeTheBeginning) {
  EXPECT_EQ(recorded(std::nullopt, issued_on(k_today), k_today).value().entry.issued, k_today);
  EXPECT_EQ(recorded(std::nullopt, issued_on(k_today + std::chrono::days{1}), k_today).error(),
            LedgerRefusal::in_the_future);
  NewPassword password = issued_on(k_august);
  password.expires = k_august - std::chrono::days{1};
  EXPECT_EQ(recorded(std::nullopt, password, k_today).error(), LedgerRefusal::expires_too_early);
}

TEST(Recording, ANewPasswordBeginsAnew) {
  LedgerEntry former = with_programs({"ARXivar", "Outlook"});
  former = extended(former, 2026y / 10 / 20, std::nullopt, k_today)->entry;
  former = installed(former, "ARXivar", k_today)->entry;
  former.verified = {{Protocol::imap, {}}};
  former = deactivated(former, k_today, k_today)->entry;
  const auto change = recorded(former, issued_on(k_today), k_today);
  ASSERT_TRUE(change);
  EXPECT_EQ(change->event->kind, Kind::recorded);
  LedgerEntry expected{k_key, "aruba", k_three_months, k_today, sys_days{2027y / 2 / 22}};
  expected.programs = {{"ARXivar"}, {"Outlook"}};
  expected.revision = former.revision + 1;
  EXPECT_EQ(change->entry, expected);
}

TEST(Recording, TheSamePasswordAgainCorrectsItsFactsAndKeepsWhatWasDone) {
  LedgerEntry former = installed(with_programs({"ARXivar"}), "ARXivar", k_today)->entry;
  former.verified = {{Protocol::imap, {}}};
  NewPassword password = issued_on(k_august);
  password.expires = 2027y / 2 / 1;
  password.programs = {"arxivar", "Outlook", "OUTLOOK"};
  const auto change = recorded(former, password, k_today);
  ASSERT_TRUE(change);
  EXPECT_EQ(change->event->kind, Kind::corrected);
  EXPECT_THAT(change->entry.programs,
              ElementsAre(InstalledProgram{"arxivar", k_today}, InstalledProgram{"Outlook", std::nullopt}));
  EXPECT_EQ(change->entry.verified, former.verified);
  EXPECT_EQ(change->entry.expires, sys_days{2027y / 2 / 1});
}

TEST(Recording, TheSamePasswordAgainKeepsItsExtension) {
  const LedgerEntry former = extended(entry_of(issued_on(k_august)), 2026y / 10 / 20, std::nullopt, k_today)->entry;
  EXPECT_EQ(recorded(former, issued_on(k_august), k_today)->entry.expires, sys_days{2027y / 1 / 20});
}

TEST(Extending, CountsFromItsOwnDay) {
  const auto change = extended(entry_of(issued_on(k_august)), 2026y / 10 / 20, std::nullopt, k_today);
  ASSERT_TRUE(change);
  EXPECT_EQ(change->entry.expires, sys_days{2027y / 1 / 20});
  EXPECT_THAT(change->entry.extensions, ElementsAre(Extension{2026y / 10 / 20, 2027y / 1 / 20}));
  EXPECT_EQ(change->entry.issued, k_august);
  EXPECT_EQ(change->entry.revision, 1);
  EXPECT_EQ(change->event, (LedgerEvent{Kind::extended, 2026y / 10 / 20, sys_days{2027y / 1 / 20}}));
}

TEST(Extending, TakesTheLastDayThatThePortalShows) {
  const auto change = extended(entry_of(issued_on(k_august)), 2026y / 10 / 20, sys_days{2027y / 2 / 1}, k_today);
  EXPECT_EQ(change->entry.expires, sys_days{2027y / 2 / 1});
}

TEST(Extending, ToldTwiceForOneDayIsOneExtension) {
  const LedgerEntry once = extended(entry_of(issued_on(k_august)), 2026y / 10 / 20, std::nullopt, k_today)->entry;
  const LedgerEntry twice = extended(once, 2026y / 10 / 20, sys_days{2027y / 2 / 1}, k_today)->entry;
  EXPECT_THAT(twice.extensions, ElementsAre(Extension{2026y / 10 / 20, 2027y / 2 / 1}));
}

TEST(Extending, IsRefusedWhereItCannotBeTrue) {
  const LedgerEntry entry = entry_of(issued_on(k_august));
  const auto refusal = [&](sys_days on, std::optional<sys_days> expires) {
    return extended(entry, on, expires, k_today).error();
  };
  EXPECT_EQ(refusal(k_today + std::chrono::days{1}, std::nullopt), LedgerRefusal::in_the_future);
  EXPECT_EQ(refusal(k_august - std::chrono::days{1}, std::nullopt), LedgerRefusal::before_issue);
  EXPECT_EQ(refusal(k_november, k_november - std::chrono::days{1}), LedgerRefusal::expires_too_early);
  EXPECT_EQ(extended(entry_of({k_key, "", {}, k_august}), k_november, std::nullopt, k_today).error(),
            LedgerRefusal::expiry_unknown);
  EXPECT_EQ(extended(deactivated(entry, k_november, k_today)->entry, k_november, std::nullopt, k_today).error(),
            LedgerRefusal::deactivated);
}

TEST(Deactivating, HappensOnce) {
  const auto first = deactivated(entry_of(issued_on(k_august)), k_november, k_today);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->entry.deactivated, k_november);
  EXPECT_EQ(first->entry.revision, 1);
  EXPECT_EQ(first->event, (LedgerEvent{Kind::deactivated, k_november}));
  EXPECT_EQ(deactivated(first->entry, k_today, k_today)->entry, first->entry);
  EXPECT_EQ(deactivated(first->entry, k_today, k_today)->event, std::nullopt);
}

TEST(Deactivating, IsRefusedInTheFutureAndBeforeTheIssue) {
  const LedgerEntry entry = entry_of(issued_on(k_august));
  EXPECT_EQ(deactivated(entry, k_today + std::chrono::days{1}, k_today).error(), LedgerRefusal::in_the_future);
  EXPECT_EQ(deactivated(entry, k_august - std::chrono::days{1}, k_today).error(), LedgerRefusal::before_issue);
}

TEST(Installing, TicksAProgramOffOnce) {
  const LedgerEntry entry = with_programs({"ARXivar", "Outlook"});
  EXPECT_THAT(open_programs(entry), ElementsAre("ARXivar", "Outlook"));
  const auto change = installed(entry, "arxivar", k_today);
  ASSERT_TRUE(change);
  EXPECT_THAT(open_programs(change->entry), ElementsAre("Outlook"));
  EXPECT_EQ(change->event, (LedgerEvent{Kind::installed, k_today, std::nullopt, "ARXivar"}));
  EXPECT_EQ(change->entry.revision, entry.revision);
  EXPECT_EQ(installed(change->entry, "ARXivar", k_today + std::chrono::days{1})->entry, change->entry);
}

TEST(Installing, NeedsAProgramOnRecordAndALivingPassword) {
  const LedgerEntry entry = with_programs({"ARXivar"});
  EXPECT_EQ(installed(entry, "Outlook", k_today).error(), LedgerRefusal::no_such_program);
  const LedgerEntry dead = deactivated(entry, k_today, k_today)->entry;
  EXPECT_EQ(installed(dead, "ARXivar", k_today).error(), LedgerRefusal::deactivated);
  EXPECT_THAT(open_programs(dead), testing::IsEmpty());
}

TEST(LedgerKeys, ACollaboratorHasALoginAndTheOthersNone) {
  Account account;
  account.address = "ditta@pec.example";
  account.login = "M1234";
  EXPECT_EQ(ledger_key(account), (LedgerKey{"ditta@pec.example", AccountKind::mailbox, ""}));
  account.kind = AccountKind::multiuser;
  EXPECT_EQ(ledger_key(account), (LedgerKey{"ditta@pec.example", AccountKind::multiuser, "M1234"}));
}

}  // namespace
}  // namespace pecprobe
