// Days of the monitor with a simulated clock: who is tested when, and what an outage leads to.
#include "tests/support/temporary_folder.hpp"
#include "tests/unit/monitor/simulated_day.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <SQLiteCpp/SQLiteCpp.h>

#include <algorithm>

namespace pecprobe::monitor {
namespace {

using namespace test;
using testing::Each;
using testing::IsEmpty;
using testing::SizeIs;

Code all_is_well(const Account& /*account*/, Timestamp /*at*/) { return Code::ok; }

TEST(Day, EveryAccountIsTestedOnceInEachIntervalAndNeverMore) {
  SimulatedDay day(nullptr, all_is_well);
  day.watch(accounts_of("aruba", 200));
  day.run_until(k_morning + 36min);  // the first round is done
  const auto first_round = day.tests_by_account();
  ASSERT_THAT(first_round, SizeIs(200));
  EXPECT_THAT(first_round, Each(testing::Pair(testing::_, SizeIs(1))));
  day.run_until(k_morning + 12h);
  day.seen.clear();
  day.run_until(k_morning + 36h);
  const auto tests = day.tests_by_account();
  ASSERT_THAT(tests, SizeIs(200));
  for (const auto& [address, times] : tests) {
    ASSERT_THAT(times, SizeIs(4)) << address;
    for (std::size_t i = 1; i < times.size(); ++i) {
      EXPECT_NEAR(static_cast<double>((times[i] - times[i - 1]).count()), 6 * 3600e3, 2 * 60e3) << address;
    }
  }
}

TEST(Day, BetweenTwoTestsOfAnAccountLiesHalfAnIntervalWhateverHappens) {
  const TemporaryFolder folder;
  const auto store = make_history_store(folder.path() / "state.sqlite");
  SimulatedDay day(store.get(), all_is_well);
  day.watch(accounts_of("aruba", 40));
  for (int i = 1; i <= 48; ++i) {
    day.run_until(k_morning + i * 30min);
    day.restart();
  }
  for (const auto& [address, times] : day.tests_by_account()) {
    EXPECT_GE(times.size(), 4U) << address << " was left out";
    EXPECT_LE(times.size(), 6U) << address;
    for (std::size_t i = 1; i < times.size(); ++i) {
      EXPECT_GE(times[i] - times[i - 1], 3h) << address;
    }
  }
}

TEST(Day, AProgramThatIsStartedEveryTenSecondsComesToEverybodyOnce) {
  const TemporaryFolder folder;
  const auto store = make_history_store(folder.path() / "state.sqlite");
  SimulatedDay day(store.get(), all_is_well);
  day.watch(accounts_of("aruba", 10));
  for (Timestamp end = k_morning + 30s; end < k_morning + 50min; end += 30s) {
    day.run_until(end);
    day.restart();
  }
  EXPECT_THAT(day.tests_by_account(), SizeIs(10));
}

TEST(Day, ALongSleepIsNotFollowedByAStorm) {
  SimulatedDay day(nullptr, all_is_well);
  day.watch(accounts_of("aruba", 360));
  day.run_until(k_morning + 12h);
  day.seen.clear();
  day.sleep(72h);
  const Timestamp awake = day.now();
  day.run_until(awake + 40min);
  EXPECT_THAT(day.tests_by_account(), SizeIs(360));
  EXPECT_LE(day.most_within(1min), 30U) << "ten in a minute on the average";
  EXPECT_LE(day.most_at_once, ScheduleLimits{}.per_provider);
}

TEST(Day, AClockThatWasSetBackKeepsNobodyFromBeingTested) {
  SimulatedDay day(nullptr, all_is_well, k_morning + 24h * 365 * 10);
  day.watch(accounts_of("aruba", 5));
  day.run_until(day.now() + 12h);
  day.seen.clear();
  day.sleep(-24h * 365 * 10);
  day.run_until(day.now() + 7h);
  EXPECT_THAT(day.tests_by_account(), SizeIs(5));
}

TEST(Day, AnOutageThatReadsAsRefusalsLocksNobodyOut) {
  const Timestamp outage_begins = k_morning + 12h;
  const Timestamp outage_ends = outage_begins + 5h;
  const TemporaryFolder folder;
  const auto store = make_history_store(folder.path() / "state.sqlite");
  SimulatedDay day(store.get(), [&](const Account& account, Timestamp at) {
    return account.provider == "aruba" && at >= outage_begins && at < outage_ends ? Code::auth_rejected : Code::ok;
  });
  auto accounts = accounts_of("aruba", 120);
  const auto others = accounts_of("legalmail", 30);
  accounts.insert(accounts.end(), others.begin(), others.end());
  day.watch(accounts);
  day.run_until(outage_begins);
  day.seen.clear();
  for (int hour = 1; hour <= 5; ++hour) {
    day.run_until(outage_begins + hour * 1h);
    day.restart();  // which must not forget that the provider is left alone
  }
  const auto refused = std::count_if(day.seen.begin(), day.seen.end(),
                                     [](const SeenTest& test) { return test.code == Code::auth_rejected; });
  EXPECT_GE(refused, 5) << "the breaker waits for five accounts";
  EXPECT_LE(refused, 9) << "then one for each pause: after 15, 45, 105 and 225 minutes";
  for (const auto& [address, times] : day.tests_by_account()) {
    EXPECT_LE(times.size(), 1U) << address << " was refused more than once";
  }
  EXPECT_GE(day.tests_by_account().size(), 25U + 5U) << "the other provider goes on";

  day.seen.clear();
  day.run_until(outage_ends + 10h);
  const auto after = day.tests_by_account();
  EXPECT_THAT(after, SizeIs(150)) << "everybody is tested again";
  EXPECT_LE(day.most_within(1min), 20U) << "but not all at once";
  EXPECT_THAT(day.monitor().view().pauses, IsEmpty());
  EXPECT_THAT(store->pauses().value(), IsEmpty());
}

TEST(Day, AnOutageThatReadsAsTemporaryChangesNothingOfTheRhythm) {
  SimulatedDay day(nullptr, [](const Account&, Timestamp at) {
    return at > k_morning + 12h && at < k_morning + 18h ? Code::auth_temporary : Code::ok;
  });
  day.watch(accounts_of("aruba", 50));
  day.run_until(k_morning + 12h);
  day.seen.clear();
  day.run_until(k_morning + 18h);
  EXPECT_THAT(day.tests_by_account(), SizeIs(50));
  EXPECT_THAT(day.tests_by_account(), Each(testing::Pair(testing::_, SizeIs(1))));
  day.seen.clear();
  day.run_until(k_morning + 24h);
  EXPECT_THAT(day.tests_by_account(), SizeIs(50));
  EXPECT_THAT(day.tests_by_account(), Each(testing::Pair(testing::_, SizeIs(1)))) << "nor is anything caught up with";
}

TEST(Day, AnAccountWithoutAPasswordIsNeverTested) {
  SimulatedDay day(nullptr, all_is_well);
  auto accounts = accounts_of("aruba", 2);
  accounts[1].testable = Testable::no;
  day.watch(accounts);
  day.run_until(k_morning + 7h);
  EXPECT_THAT(day.tests_by_account(), SizeIs(1));
  EXPECT_EQ(day.monitor().view().accounts[1].next_turn, std::nullopt);
}

TEST(Day, AChangeIsToldOnceAndIsInTheStore) {
  const TemporaryFolder folder;
  const auto store = make_history_store(folder.path() / "state.sqlite");
  SimulatedDay day(store.get(), [](const Account&, Timestamp at) {
    return at < k_morning + 9h ? Code::ok : Code::auth_password_expired;
  });
  day.watch(accounts_of("aruba", 1));
  day.run_until(k_morning + 24h);
  day.restart();
  day.run_until(k_morning + 36h);
  ASSERT_THAT(day.changes, SizeIs(2));
  EXPECT_TRUE(day.changes[0].is_first);
  EXPECT_EQ(day.changes[1].services[0].before, (ServiceState{Verdict::pass, Code::ok}));
  EXPECT_EQ(day.changes[1].services[0].after, (ServiceState{Verdict::fail, Code::auth_password_expired}));
  const AccountName name{"aruba1@pec.example", "aruba1@pec.example"};
  EXPECT_THAT(store->transitions(name).value(), SizeIs(4)) << "two services, each twice";
}

TEST(Day, AnAccountThatLeftTheFileWhileItWasTestedIsNotTestedAgain) {
  SimulatedDay day(nullptr, all_is_well);
  const auto accounts = accounts_of("aruba", 1);
  day.watch(accounts);
  Monitor& monitor = day.monitor();
  const Timestamp turn = monitor.view().accounts[0].next_turn.value();
  ASSERT_THAT(monitor.begin_due(turn), SizeIs(1));
  monitor.watch({});
  TestedAccount test = tested("aruba1@pec.example", turn, {{Protocol::imap, Code::ok}});
  test.result.account = accounts[0].account;
  static_cast<void>(monitor.ended(test, turn + 20s));
  EXPECT_EQ(monitor.under_way(), 0U);
  EXPECT_THAT(monitor.begin_due(turn + 24h), IsEmpty());
}

TEST(Day, ATestThatWasCutOffIsMadeAgainAndLeavesNoTrace) {
  const TemporaryFolder folder;
  const auto store = make_history_store(folder.path() / "state.sqlite");
  SimulatedDay day(store.get(), all_is_well);
  day.watch(accounts_of("aruba", 1));
  Monitor& monitor = day.monitor();
  const Timestamp turn = monitor.view().accounts[0].next_turn.value();
  ASSERT_THAT(monitor.begin_due(turn), SizeIs(1));
  static_cast<void>(monitor.ended(tested("aruba1@pec.example", turn, {{Protocol::imap, Code::cancelled}}), turn + 1s));
  EXPECT_THAT(store->all().value(), IsEmpty());
  EXPECT_THAT(monitor.begin_due(turn + 2s), SizeIs(1));
}

TEST(Day, AFaultOfThisComputerIsNoChangeAndTheAccountIsTestedSoonAfterIt) {
  const Timestamp begins = k_morning + 12h;
  const TemporaryFolder folder;
  const auto store = make_history_store(folder.path() / "state.sqlite");
  SimulatedDay day(store.get(), [&](const Account&, Timestamp at) {
    return at >= begins && at < begins + 8h ? Code::password_source_failed : Code::ok;
  });
  day.watch(accounts_of("aruba", 30));
  day.run_until(begins);
  const auto known = store->all().value();
  ASSERT_THAT(day.changes, SizeIs(30)) << "the first result of each";
  day.run_until(begins + 8h);
  EXPECT_EQ(store->all().value(), known);
  EXPECT_EQ(day.monitor().view().accounts[0].fault.value().code, Code::password_source_failed);
  EXPECT_THAT(known, testing::Contains(day.monitor().view().accounts[0].history.value()));
  day.seen.clear();
  day.run_until(begins + 8h + 40min);
  EXPECT_THAT(day.tests_by_account(), SizeIs(30)) << "36 minutes at the latest, not six hours";
  EXPECT_THAT(day.tests_by_account(), Each(testing::Pair(testing::_, SizeIs(1))));
  EXPECT_EQ(day.monitor().view().accounts[0].fault.has_value(), false);
  EXPECT_THAT(day.changes, SizeIs(30));
}

TEST(Day, AfterAFaultOfThisComputerOneAccountIsTriedSoonThenLessAndLessOften) {
  SimulatedDay day(nullptr, [](const Account&, Timestamp) { return Code::local_resource; });
  day.watch(accounts_of("aruba", 1));
  day.run_until(k_morning + 6h);
  const auto times = day.tests_by_account().at("aruba1@pec.example");
  ASSERT_GE(times.size(), 8U);
  EXPECT_LE(times.size(), 18U);
  for (std::size_t i = 1; i <= 6; ++i) {
    const double wait = std::min(60e3 * (1 << (i - 1)), 36 * 60e3);
    EXPECT_NEAR(static_cast<double>((times[i] - times[i - 1] - 20s).count()), wait, 60e3) << i;
  }
}

/// One account with IMAP and SMTP, whose turn is now.
class FaultHereTest : public testing::Test {
 protected:
  FaultHereTest() {
    account = accounts_of("aruba", 1)[0];
    day.watch({account});
    turn = day.monitor().view().accounts[0].next_turn.value();
    EXPECT_THAT(day.monitor().begin_due(turn), SizeIs(1));
  }
  std::optional<FaultHere> end(Code imap, Code smtp) {
    TestedAccount test = tested(account.account.address, turn, {{Protocol::imap, imap}, {Protocol::smtp, smtp}});
    test.result.account = account.account;
    return day.monitor().ended(test, turn + 20s);
  }
  std::size_t due_after(Duration time) {
    return day.monitor().begin_due(turn + 20s + std::chrono::floor<std::chrono::milliseconds>(time)).size();
  }

  const TemporaryFolder folder;
  std::unique_ptr<HistoryStore> store = make_history_store(folder.path() / "state.sqlite");
  SimulatedDay day{store.get(), all_is_well};
  WatchedAccount account;
  Timestamp turn{};
};

TEST_F(FaultHereTest, IsToldOnceForAsLongAsItLasts) {
  EXPECT_EQ(end(Code::local_resource, Code::local_resource).value().code, Code::local_resource);
  ASSERT_EQ(due_after(1min), 1U);
  EXPECT_FALSE(end(Code::local_resource, Code::local_resource).has_value());
  ASSERT_EQ(due_after(3min), 1U);
  EXPECT_FALSE(end(Code::ok, Code::ok).has_value());
}

TEST_F(FaultHereTest, OfOneServiceLeavesTheResultOfTheOther) {
  EXPECT_TRUE(end(Code::ok, Code::local_resource).has_value());
  const auto known = store->all().value();
  ASSERT_THAT(known, SizeIs(1));
  ASSERT_THAT(known[0].services, SizeIs(1));
  EXPECT_EQ(known[0].services[0].protocol, Protocol::imap);
  ASSERT_THAT(day.changes, SizeIs(1));
  EXPECT_THAT(day.changes[0].services, SizeIs(1));
  EXPECT_EQ(due_after(1min), 1U);
}

TEST_F(FaultHereTest, BringsNoSecondLoginWithAPasswordThatWasRefused) {
  EXPECT_TRUE(end(Code::auth_rejected, Code::local_resource).has_value());
  EXPECT_EQ(due_after(2min), 0U);
}

TEST(Day, AChangeThatTheStateDidNotTakeIsToldWhenItTakesTheNextTest) {
  const TemporaryFolder folder;
  const std::string path = folder.path() / "state.sqlite";
  const auto store = make_history_store(path);
  SimulatedDay day(store.get(), [](const Account&, Timestamp at) {
    return at < k_morning + 9h ? Code::ok : Code::auth_password_expired;
  });
  day.watch(accounts_of("aruba", 1));
  day.run_until(k_morning + 8h);
  ASSERT_THAT(day.changes, SizeIs(1));
  SQLite::Database(path, SQLite::OPEN_READWRITE)
      .exec("CREATE TRIGGER full BEFORE INSERT ON history_transition BEGIN SELECT RAISE(ABORT, 'full'); END");
  day.run_until(k_morning + 15h);
  EXPECT_TRUE(day.monitor().problem().has_value());
  ASSERT_THAT(day.changes, SizeIs(1));
  SQLite::Database(path, SQLite::OPEN_READWRITE).exec("DROP TRIGGER full");
  day.run_until(k_morning + 22h);
  ASSERT_THAT(day.changes, SizeIs(2));
  EXPECT_EQ(day.changes[1].services[0].before, (ServiceState{Verdict::pass, Code::ok}));
}

TEST(Day, WhoeverIsWantedNowIsTestedNowAndOnce) {
  SimulatedDay day(nullptr, all_is_well);
  day.watch(accounts_of("aruba", 30));
  day.monitor().want_all();
  EXPECT_FALSE(day.monitor().is_done(day.now()));
  day.run_until(k_morning + 3min);
  EXPECT_THAT(day.tests_by_account(), SizeIs(30));
  EXPECT_TRUE(day.monitor().is_done(day.now()));
  EXPECT_THAT(day.seen, SizeIs(30));
}

}  // namespace
}  // namespace pecprobe::monitor
