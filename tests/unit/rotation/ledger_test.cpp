#include "probe/rotation/ledger.hpp"

#include "tests/support/temporary_folder.hpp"
#include "tests/unit/rotation/examples.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <SQLiteCpp/SQLiteCpp.h>
#include <sys/stat.h>

namespace pecprobe {
namespace {

using namespace test;
using Kind = LedgerEvent::Kind;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::VariantWith;

class LedgerTest : public testing::Test {
 protected:
  [[nodiscard]] std::string path() const { return folder.path() / "state.sqlite"; }
  /// As another process would open it.
  [[nodiscard]] std::unique_ptr<Ledger> opened() { return make_ledger(path(), clock); }
  LedgerEntry found(const LedgerKey& key = k_key) { return opened()->find(key).value().value(); }

  TemporaryFolder folder;
  SetClock clock;
};

TEST_F(LedgerTest, IsEmptyAndMakesNoFileWhereThereIsNone) {
  EXPECT_EQ(opened()->find(k_key).value(), std::nullopt);
  EXPECT_THAT(opened()->entries().value(), IsEmpty());
  EXPECT_THAT(opened()->history(k_key).value(), IsEmpty());
  EXPECT_EQ(opened()->note_accepted({{k_key, {Protocol::imap}}}), std::nullopt);
  EXPECT_THAT(opened()->deactivate(k_key, k_today, k_today).error(),
              VariantWith<LedgerRefusal>(LedgerRefusal::not_on_record));
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST_F(LedgerTest, KeepsAllOfAnEntry) {
  NewPassword password = issued_on(k_august);
  password.programs = {"ARXivar", "Outlook"};
  ASSERT_TRUE(opened()->record(password, k_today));
  ASSERT_TRUE(opened()->extend(k_key, 2026y / 10 / 20, std::nullopt, k_today));
  ASSERT_TRUE(opened()->install(k_key, "Outlook", k_today));
  ASSERT_EQ(opened()->note_accepted({{k_key, {Protocol::smtp, Protocol::imap}}}), std::nullopt);
  LedgerEntry expected{k_key, "aruba", k_three_months, k_august, sys_days{2027y / 1 / 20}};
  expected.extensions = {{2026y / 10 / 20, 2027y / 1 / 20}};
  expected.programs = {{"ARXivar"}, {"Outlook", k_today}};
  expected.verified = {{Protocol::imap, clock.time}, {Protocol::smtp, clock.time}};
  expected.revision = 1;
  EXPECT_EQ(found(), expected);
  const auto dead = opened()->deactivate(k_key, k_today, k_today);
  expected.deactivated = k_today;
  expected.revision = 2;
  EXPECT_EQ(dead.value(), expected);
  EXPECT_EQ(found(), expected);
}

TEST_F(LedgerTest, KeepsWhatIsNotKnownAsNotKnown) {
  ASSERT_TRUE(opened()->record({k_key, "", {}, k_august}, k_today));
  EXPECT_EQ(found(), (LedgerEntry{k_key, "", {}, k_august, std::nullopt}));
}

TEST_F(LedgerTest, KeepsHistoryBeyondTheRotation) {
  ASSERT_TRUE(opened()->record(issued_on(k_august), k_today));
  clock.time += 1h;
  ASSERT_TRUE(opened()->deactivate(k_key, k_november, k_today));
  ASSERT_TRUE(opened()->record(issued_on(k_today), k_today));
  ASSERT_TRUE(opened()->add_event(k_key, {Kind::verified, k_today, std::nullopt, "0123abcd"}));
  const Timestamp first = clock.time - 1h;
  EXPECT_THAT(opened()->history(k_key).value(),
              ElementsAre(LedgerEvent{Kind::recorded, k_august, k_november, "", first},
                          LedgerEvent{Kind::deactivated, k_november, std::nullopt, "", clock.time},
                          LedgerEvent{Kind::recorded, k_today, sys_days{2027y / 2 / 22}, "", clock.time},
                          LedgerEvent{Kind::verified, k_today, std::nullopt, "0123abcd", clock.time}));
}

TEST_F(LedgerTest, KeepsTheUtenzeOfOneBoxApart) {
  NewPassword password = issued_on(k_august);
  ASSERT_TRUE(opened()->record(password, k_today));
  password.key.kind = AccountKind::archive;
  password.issued = k_november;
  ASSERT_TRUE(opened()->record(password, k_today));
  password.key = {"ditta@pec.example", AccountKind::multiuser, "anna"};
  ASSERT_TRUE(opened()->record(password, k_today));
  password.key.login = "bruno";
  ASSERT_TRUE(opened()->record(password, k_today));
  std::vector<std::string> logins;
  const auto entries = opened()->entries();
  for (const LedgerEntry& entry : *entries) {
    logins.push_back(std::string(to_string(entry.key.kind)) + ' ' + entry.key.login);
  }
  EXPECT_THAT(logins, ElementsAre("archive ", "mailbox ", "multiuser anna", "multiuser bruno"));
  EXPECT_EQ(found().issued, k_august);
}

TEST_F(LedgerTest, AnAddressInOtherLettersIsTheSameAccount) {
  ASSERT_TRUE(opened()->record(issued_on(k_august), k_today));
  NewPassword shouted = issued_on(k_today);
  shouted.key.address = "DITTA@PEC.EXAMPLE";
  ASSERT_TRUE(opened()->record(shouted, k_today));
  EXPECT_EQ(opened()->entries().value().size(), 1U);
  EXPECT_EQ(found(shouted.key).key, k_key);
}

TEST_F(LedgerTest, ARefusedChangeChangesNothing) {
  ASSERT_TRUE(opened()->record(issued_on(k_august), k_today));
  const LedgerEntry before = found();
  EXPECT_THAT(opened()->extend(k_key, k_today + std::chrono::days{1}, std::nullopt, k_today).error(),
              VariantWith<LedgerRefusal>(LedgerRefusal::in_the_future));
  EXPECT_THAT(opened()->install(k_key, "Outlook", k_today).error(),
              VariantWith<LedgerRefusal>(LedgerRefusal::no_such_program));
  EXPECT_EQ(found(), before);
  EXPECT_EQ(opened()->history(k_key).value().size(), 1U);
}

TEST_F(LedgerTest, APassedCheckSaysNothingOfADeactivatedPassword) {
  ASSERT_TRUE(opened()->record(issued_on(k_august), k_today));
  ASSERT_TRUE(opened()->deactivate(k_key, k_today, k_today));
  ASSERT_EQ(opened()->note_accepted({{k_key, {Protocol::imap}}}), std::nullopt);
  EXPECT_THAT(found().verified, IsEmpty());
}

TEST_F(LedgerTest, AnUnusableStateIsAProblemForEveryQuestionAndStaysAsItIs) {
  folder.file("state.sqlite", "not a database");
  const StateProblem problem{StateProblem::Kind::not_a_state_file, path(), {}};
  EXPECT_EQ(opened()->find(k_key).error(), problem);
  EXPECT_EQ(opened()->entries().error(), problem);
  EXPECT_EQ(opened()->history(k_key).error(), problem);
  EXPECT_EQ(opened()->note_accepted({{k_key, {Protocol::imap}}}), problem);
  EXPECT_THAT(opened()->record(issued_on(k_august), k_today).error(), VariantWith<StateProblem>(problem));
  std::ifstream file(path());
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(file), {}), "not a database");
}

TEST_F(LedgerTest, ADayThatCannotBeReadIsAProblemAndNotAnotherDay) {
  ASSERT_TRUE(opened()->record(issued_on(k_august), k_today));
  SQLite::Database(path(), SQLite::OPEN_READWRITE).exec("UPDATE ledger SET expires = '01/11/2026'");
  EXPECT_EQ(opened()->find(k_key).error().kind, StateProblem::Kind::database_error);
  EXPECT_THAT(opened()->find(k_key).error().detail, testing::HasSubstr("01/11/2026"));
}

TEST_F(LedgerTest, ACopyOfTheClosedFileIsABackup) {
  ASSERT_TRUE(opened()->record(issued_on(k_august), k_today));
  const std::string copy = folder.path() / "copy.sqlite";
  std::filesystem::copy_file(path(), copy);
  ASSERT_TRUE(opened()->deactivate(k_key, k_today, k_today));
  EXPECT_EQ(make_ledger(copy, clock)->find(k_key).value(), entry_of(issued_on(k_august)));
}

}  // namespace
}  // namespace pecprobe
