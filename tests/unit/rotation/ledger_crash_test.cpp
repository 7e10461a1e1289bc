// The ledger when processes die in the middle, and when several write at once.
#include "probe/rotation/ledger.hpp"
#include "tests/support/killed_process.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/unit/rotation/examples.hpp"

#include <gtest/gtest.h>

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdlib>
#include <random>

namespace pecprobe {
namespace {

using namespace test;

constexpr int k_usual_rounds = 500;  // PECPROBE_CRASH_ROUNDS says otherwise

int rounds() {
  const char* const told = std::getenv("PECPROBE_CRASH_ROUNDS");
  return told == nullptr ? k_usual_rounds : std::atoi(told);
}

/// Extends again and again, and acknowledges each that was reported as done with its revision.
int extend_for_ever(const std::string& path, int to) {
  const SetClock clock;
  const auto ledger = make_ledger(path, clock);
  if (!ledger->find(k_key).value() && !ledger->record(issued_on(k_august), k_today)) {
    return 1;
  }
  while (true) {
    const auto entry = ledger->extend(k_key, k_november, sys_days{2027y / 1 / 1}, k_today);
    if (!entry || !acknowledge(to, entry->revision)) {
      return 1;
    }
  }
}

int number_of(SQLite::Database& database, const char* query) { return database.execAndGet(query).getInt(); }

/// Everything of an extension is there, or nothing: as many events as revisions, and the file is whole.
void expect_whole(const std::string& path, int acknowledged) {
  const SetClock clock;
  const auto found = make_ledger(path, clock)->find(k_key);
  ASSERT_TRUE(found) << found.error().detail;
  ASSERT_TRUE(*found || acknowledged == 0);
  SQLite::Database database(path, SQLite::OPEN_READWRITE);
  EXPECT_EQ(database.execAndGet("PRAGMA integrity_check").getString(), "ok");
  EXPECT_EQ(number_of(database, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
  if (*found) {
    EXPECT_GE((*found)->revision, acknowledged);
    EXPECT_EQ(number_of(database, "SELECT count(*) FROM ledger_event"), (*found)->revision + 1);
    EXPECT_EQ((*found)->extensions.size(), (*found)->revision == 0 ? 0U : 1U);
  }
}

TEST(LedgerCrash, AProcessThatIsKilledAtAnyPointLosesNothingAndLeavesNothingHalf) {
  const TemporaryFolder folder;
  std::mt19937 random(20261122);
  std::string path;
  for (int round = 0; round < rounds(); ++round) {
    if (round % 10 == 0) {  // some begin with no file
      path = folder.path() / ("state-" + std::to_string(round) + ".sqlite");
    }
    const int acknowledged = last_before_kill([&](int to) { return extend_for_ever(path, to); }, random);
    if (std::filesystem::exists(path)) {
      expect_whole(path, acknowledged);
    }
    ASSERT_FALSE(HasFailure()) << "in round " << round;
  }
}

TEST(LedgerCrash, TwoProcessesThatWriteAtOnceLoseNothingOfEachOther) {
  constexpr int k_changes = 40;
  const TemporaryFolder folder;
  const std::string path = folder.path() / "state.sqlite";
  const SetClock clock;
  const auto writer = [&](const std::string& own_address) {
    const auto ledger = make_ledger(path, clock);
    NewPassword own = issued_on(k_august);
    own.key.address = own_address;
    for (int i = 0; i < k_changes; ++i) {
      if (!ledger->record(own, k_today) || !ledger->record(issued_on(k_august), k_today)) {
        return 1;
      }
    }
    return 0;
  };
  const pid_t one = forked([&] { return writer("uno@pec.example"); });
  const pid_t two = forked([&] { return writer("due@pec.example"); });
  EXPECT_EQ(exit_status_of(one), 0);
  EXPECT_EQ(exit_status_of(two), 0);
  const auto ledger = make_ledger(path, clock);
  EXPECT_EQ(ledger->find(k_key).value()->revision, 2 * k_changes - 1);
  EXPECT_EQ(ledger->history(k_key).value().size(), static_cast<std::size_t>(2 * k_changes));
  EXPECT_EQ(ledger->find({"uno@pec.example"}).value()->revision, k_changes - 1);
  EXPECT_EQ(ledger->find({"due@pec.example"}).value()->revision, k_changes - 1);
}

}  // namespace
}  // namespace pecprobe
