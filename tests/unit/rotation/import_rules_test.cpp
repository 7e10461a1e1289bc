#include "probe/rotation/import_rules.hpp"

#include "tests/support/temporary_folder.hpp"
#include "tests/unit/rotation/examples.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pecprobe {
namespace {

using namespace test;
using testing::ElementsAre;
using Kind = LedgerEvent::Kind;

ToldPassword told_on(std::optional<sys_days> day, std::optional<std::vector<std::string>> programs = std::nullopt) {
  return {k_key, "aruba", k_three_months, day, std::move(programs)};
}

Import import_of(const std::optional<LedgerEntry>& former, const ToldPassword& told,
                 WhenNewer when_newer = WhenNewer::keep) {
  return imported(former, told, when_newer, k_today).value();
}

TEST(Import, AnAccountThatIsNotOnRecordIsAdded) {
  const Import import = import_of(std::nullopt, told_on(k_august, std::vector<std::string>{"ARXivar"}));
  EXPECT_EQ(import.outcome, ImportOutcome::added);
  LedgerEntry expected{k_key, "aruba", k_three_months, k_august, k_november};
  expected.programs = {{"ARXivar"}};
  EXPECT_EQ(import.change->entry, expected);
  EXPECT_EQ(import.change->event->kind, Kind::recorded);
}

TEST(Import, ALaterDayIsARotation) {
  const LedgerEntry former = entry_of(issued_on(k_august));
  const Import import = import_of(former, told_on(k_today));
  EXPECT_EQ(import.outcome, ImportOutcome::changed);
  EXPECT_EQ(import.change->entry.issued, k_today);
  EXPECT_EQ(import.change->event->kind, Kind::recorded);
}

TEST(Import, TheSameFileAgainChangesNothing) {
  const auto told = told_on(k_august, std::vector<std::string>{"ARXivar"});
  const Import first = import_of(std::nullopt, told);
  const Import again = import_of(first.change->entry, told);
  EXPECT_EQ(again.outcome, ImportOutcome::unchanged);
  EXPECT_FALSE(again.change);
}

TEST(Import, WhatAPersonToldOfTheSamePasswordStays) {
  LedgerEntry former = extended(entry_of(issued_on(k_august)), 2026y / 10 / 20, 2027y / 3 / 1, k_today)->entry;
  former.validity.months = 6;
  const Import import = import_of(former, told_on(k_august, std::vector<std::string>{"Outlook"}));
  EXPECT_EQ(import.outcome, ImportOutcome::changed);
  LedgerEntry expected = former;
  expected.programs = {{"Outlook"}};
  ++expected.revision;
  EXPECT_EQ(import.change->entry, expected);
  EXPECT_EQ(import.change->event->kind, Kind::corrected);
}

TEST(Import, AnEndThatWasNotKnownIsFilledIn) {
  const LedgerEntry former = entry_of({k_key, "", {}, k_august});
  EXPECT_EQ(import_of(former, told_on(k_august)).change->entry.expires, k_november);
}

TEST(Import, ALaterPasswordOnRecordStaysUnlessTheFileIsToCount) {
  const LedgerEntry former = entry_of(issued_on(k_today));
  const Import kept = import_of(former, told_on(k_august));
  EXPECT_EQ(kept.outcome, ImportOutcome::newer_on_record);
  EXPECT_FALSE(kept.change);
  const Import forced = import_of(former, told_on(k_august), WhenNewer::overwrite);
  EXPECT_EQ(forced.outcome, ImportOutcome::changed);
  EXPECT_EQ(forced.change->entry.issued, k_august);
}

TEST(Import, ADeactivatedPasswordDoesNotComeBackUnlessTheFileIsToCount) {
  const LedgerEntry former = deactivated(entry_of(issued_on(k_august)), k_today, k_today)->entry;
  EXPECT_EQ(import_of(former, told_on(k_august)).outcome, ImportOutcome::newer_on_record);
  EXPECT_EQ(import_of(former, told_on(k_august), WhenNewer::overwrite).outcome, ImportOutcome::changed);
  EXPECT_EQ(import_of(former, told_on(k_today)).outcome, ImportOutcome::changed);
}

TEST(Import, WithoutADayTheFileSpeaksOfThePasswordOnRecord) {
  EXPECT_EQ(import_of(std::nullopt, told_on(std::nullopt)).outcome, ImportOutcome::without_date);
  const LedgerEntry former = entry_of(issued_on(k_august));
  EXPECT_EQ(import_of(former, told_on(std::nullopt)).outcome, ImportOutcome::unchanged);
  const Import installed = import_of(former, told_on(std::nullopt, std::vector<std::string>{"Outlook"}));
  EXPECT_EQ(installed.outcome, ImportOutcome::changed);
  EXPECT_EQ(installed.change->entry.issued, k_august);
}

TEST(ImportIntoTheLedger, IsAllOrNothing) {
  const TemporaryFolder folder;
  const SetClock clock;
  const auto ledger = make_ledger(folder.path() / "state.sqlite", clock);
  ToldPassword future = told_on(k_today + std::chrono::days{1});
  future.key.address = "altra@pec.example";
  const auto refused = ledger->import({told_on(k_august), future}, WhenNewer::keep, k_today);
  ASSERT_FALSE(refused);
  EXPECT_EQ(std::get<LedgerRefusal>(refused.error()), LedgerRefusal::in_the_future);
  EXPECT_EQ(ledger->entries().value(), std::vector<LedgerEntry>{});
  future.issued = k_today;
  EXPECT_THAT(ledger->import({told_on(k_august), future}, WhenNewer::keep, k_today).value(),
              ElementsAre(ImportOutcome::added, ImportOutcome::added));
  EXPECT_THAT(ledger->import({told_on(k_today), future}, WhenNewer::keep, k_today).value(),
              ElementsAre(ImportOutcome::changed, ImportOutcome::unchanged));
  EXPECT_EQ(ledger->entries().value().size(), 2U);
  EXPECT_EQ(ledger->history(k_key).value().size(), 2U);
}

}  // namespace
}  // namespace pecprobe
