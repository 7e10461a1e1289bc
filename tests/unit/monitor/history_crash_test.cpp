// The history when processes die in the middle.
#include "probe/monitor/history_store.hpp"
#include "tests/support/killed_process.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/unit/monitor/tested.hpp"

#include <gtest/gtest.h>

#include <SQLiteCpp/SQLiteCpp.h>

#include <random>

namespace pecprobe::monitor {
namespace {

using namespace test;

constexpr int k_rounds = 60;
constexpr const char* k_address = "ditta@pec.example";

/// Test number n was made n seconds after the morning; IMAP and SMTP fail in turns, so that each changes both.
TestedAccount test_number(int number) {
  const bool is_even = number % 2 == 0;
  return tested(k_address, k_morning + std::chrono::seconds(number),
                {{Protocol::imap, is_even ? Code::ok : Code::auth_rejected},
                 {Protocol::smtp, is_even ? Code::connect_timeout : Code::ok}});
}

int number_of(const AccountHistory& history) {
  return static_cast<int>(std::chrono::floor<std::chrono::seconds>(history.tested_at - k_morning).count());
}

/// Records one test after the other and acknowledges each that was reported as done with its number.
int test_for_ever(const std::string& path, int to) {
  const auto store = make_history_store(path);
  const auto known = store->all();
  if (!known) {
    return 1;
  }
  std::optional<AccountHistory> history = known->empty() ? std::nullopt : std::optional(known->front());
  for (int number = history ? number_of(*history) + 1 : 1;; ++number) {
    const TestedAccount next = test_number(number);
    const auto change = change_by(history, next);
    history = history_after(history, next);
    const bool is_recorded = change && !store->record(*history, transitions_of(*change), {});
    if (!is_recorded || !acknowledge(to, number)) {
      return 1;
    }
  }
}

void expect_whole(const std::string& path, int acknowledged) {
  const auto known = make_history_store(path)->all();
  ASSERT_TRUE(known) << known.error().detail;
  EXPECT_EQ(SQLite::Database(path).execAndGet("PRAGMA integrity_check").getString(), "ok");
  ASSERT_TRUE(!known->empty() || acknowledged == 0);
  if (known->empty()) {
    return;
  }
  const int number = number_of(known->front());
  EXPECT_GE(number, acknowledged);
  EXPECT_EQ(known->front().services.size(), 2U);
  EXPECT_EQ(known->front().services[0].known,
            (KnownState{test_number(number).result.services[0].diagnosis.code, known->front().tested_at}));
  const auto transitions = make_history_store(path)->transitions(known->front().name).value();
  ASSERT_EQ(transitions.size(), std::min(static_cast<std::size_t>(number) * 2, k_kept_transitions));
  EXPECT_EQ(transitions.front().at, known->front().tested_at) << "a result without its change";
}

TEST(HistoryCrash, AProcessThatIsKilledAtAnyPointLosesNothingAndLeavesNothingHalf) {
  const TemporaryFolder folder;
  std::mt19937 random(20261122);
  std::string path;
  for (int round = 0; round < k_rounds; ++round) {
    if (round % 10 == 0) {  // some begin with no file
      path = folder.path() / ("state-" + std::to_string(round) + ".sqlite");
    }
    const int acknowledged = last_before_kill([&](int to) { return test_for_ever(path, to); }, random);
    if (std::filesystem::exists(path)) {
      expect_whole(path, acknowledged);
    }
    ASSERT_FALSE(HasFailure()) << "in round " << round;
  }
}

}  // namespace
}  // namespace pecprobe::monitor
