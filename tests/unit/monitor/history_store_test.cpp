#include "probe/monitor/history_store.hpp"

#include "probe/state/state_file.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/unit/monitor/tested.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <SQLiteCpp/SQLiteCpp.h>
#include <sys/stat.h>

#include <algorithm>

namespace pecprobe::monitor {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class StoredHistory : public testing::Test {
 protected:
  [[nodiscard]] std::string path() const { return folder.path() / "state.sqlite"; }
  [[nodiscard]] std::unique_ptr<HistoryStore> store() const { return make_history_store(path()); }

  TemporaryFolder folder;
};

AccountHistory known_history() {
  TestedAccount first =
      tested("ditta@pec.example", k_morning, {{Protocol::imap, Code::ok}, {Protocol::smtp, Code::auth_rejected}});
  first.held_until[1] = k_morning + 15min;
  first.result.password.expires = sys_days{2027y / 2 / 22};
  return history_after(std::nullopt, first);
}

TEST_F(StoredHistory, IsEmptyWithoutAFileAndMakesNone) {
  EXPECT_THAT(store()->all().value(), IsEmpty());
  EXPECT_THAT(store()->pauses().value(), IsEmpty());
  EXPECT_FALSE(std::filesystem::exists(path()));
}

TEST_F(StoredHistory, GivesBackAllThatWasRecorded) {
  const AccountHistory history = known_history();
  ASSERT_EQ(store()->record(history, {}, {}), std::nullopt);
  EXPECT_THAT(store()->all().value(), ElementsAre(history));
  EXPECT_THAT(store()->of_address("DITTA@pec.example").value(), ElementsAre(history));
  EXPECT_THAT(store()->of_address("altra@pec.example").value(), IsEmpty());
}

TEST_F(StoredHistory, ANewerResultTakesThePlaceOfTheOlder) {
  const AccountHistory before = known_history();
  ASSERT_EQ(store()->record(before, {}, {}), std::nullopt);
  TestedAccount again = tested("Ditta@pec.example", k_morning + 6h, {{Protocol::imap, Code::ok}});
  again.result.account.login = "ditta@pec.example";
  const AccountHistory after = history_after(before, again);
  ASSERT_EQ(store()->record(after, {}, {}), std::nullopt);
  EXPECT_THAT(store()->all().value(), ElementsAre(after));
}

TEST_F(StoredHistory, KeepsTheLatestTransitionsOfAnAccountAndNotMore) {
  const AccountHistory history = known_history();
  const auto nth = [](std::size_t i) {
    return Transition{k_morning + std::chrono::hours(i), Protocol::imap,
                      i == 0 ? std::nullopt : std::optional(Code::ok), Code::auth_rejected};
  };
  const auto keeper = store();
  for (std::size_t i = 0; i < k_kept_transitions + 20; ++i) {
    ASSERT_EQ(keeper->record(history, {nth(i)}, {}), std::nullopt);
  }
  const auto kept = store()->transitions(history.name).value();
  ASSERT_THAT(kept, SizeIs(k_kept_transitions));
  EXPECT_EQ(kept.front(), nth(k_kept_transitions + 19));
  EXPECT_EQ(kept.back(), nth(20));
}

TEST_F(StoredHistory, AnAccountsTransitionsAreNotAnothers) {
  const AccountHistory history = known_history();
  AccountHistory other = history;
  other.name.kind = AccountKind::archive;
  const Transition change{k_morning, Protocol::imap, std::nullopt, Code::ok};
  ASSERT_EQ(store()->record(history, {change}, {}), std::nullopt);
  ASSERT_EQ(store()->record(other, {}, {}), std::nullopt);
  EXPECT_THAT(store()->transitions(history.name).value(), ElementsAre(change));
  EXPECT_THAT(store()->transitions(other.name).value(), IsEmpty());
}

TEST_F(StoredHistory, KeepsThePausesOfProviders) {
  const ProviderPause pause{"aruba", k_morning + 30min, 2, {GroupStop::Sign::turned_away, 5}};
  ASSERT_EQ(store()->pause({"aruba", k_morning, 1, {GroupStop::Sign::refused, 5}}), std::nullopt);
  ASSERT_EQ(store()->pause(pause), std::nullopt);
  EXPECT_THAT(store()->pauses().value(), ElementsAre(pause));
  ASSERT_EQ(store()->end_pause("aruba"), std::nullopt);
  EXPECT_THAT(store()->pauses().value(), IsEmpty());
}

TEST_F(StoredHistory, WordsOfALaterVersionAreReadAsUndiagnosed) {
  ASSERT_EQ(store()->record(known_history(), {}, {}), std::nullopt);
  SQLite::Database(path(), SQLite::OPEN_READWRITE).exec("UPDATE history_service SET code = 'moon_eclipsed'");
  EXPECT_EQ(store()->all().value()[0].services[0].code, Code::undiagnosed);
}

TEST_F(StoredHistory, AFileThatIsSomethingElseIsAProblemAndStays) {
  folder.file("state.sqlite", "not a database");
  EXPECT_EQ(store()->all().error().kind, StateProblem::Kind::not_a_state_file);
  EXPECT_EQ(store()->record(known_history(), {}, {})->kind, StateProblem::Kind::not_a_state_file);
}

std::string private_copy(const TemporaryFolder& folder, const std::string& from) {
  const std::filesystem::path to = folder.path() / "old.sqlite";
  std::filesystem::copy_file(PECPROBE_SOURCE_DIR "/tests/unit/" + from, to);
  chmod(to.c_str(), 0600);
  return to;
}

TEST_F(StoredHistory, IsTakenInByAStateFileOfVersionTwoWhoseLedgerStays) {
  const std::string old = private_copy(folder, "rotation/state-2.sqlite");
  ASSERT_EQ(make_history_store(old)->record(known_history(), {}, {}), std::nullopt);
  EXPECT_THAT(make_history_store(old)->all().value(), ElementsAre(known_history()));
  const auto file = StateFile::open(old, IfMissing::leave);
  EXPECT_EQ((*file)->database().execAndGet("SELECT count(*) FROM ledger_event").getInt(), 4);
}

TEST_F(StoredHistory, OfAFileOfVersionThreeIsReadForEver) {
  const auto history = make_history_store(private_copy(folder, "monitor/state-3.sqlite"));
  EXPECT_THAT(history->all().value(), ElementsAre(known_history()));
  EXPECT_THAT(history->transitions(known_history().name).value(),
              ElementsAre(Transition{k_morning, Protocol::smtp, Code::ok, Code::auth_rejected},
                          Transition{k_morning - 6h, Protocol::smtp, std::nullopt, Code::ok}));
  EXPECT_THAT(history->pauses().value(),
              ElementsAre(ProviderPause{"aruba", k_morning + 15min, 1, {GroupStop::Sign::refused, 5}}));
}

}  // namespace
}  // namespace pecprobe::monitor
