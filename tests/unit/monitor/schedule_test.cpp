// What a clock that was wrong leaves behind. Turns of whole days: day_test.cpp.
#include "probe/monitor/schedule.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pecprobe::monitor {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

constexpr Timestamp k_now{std::chrono::milliseconds{1'795'338'000'000}};
constexpr auto k_years = std::chrono::hours{24 * 365 * 4};

/// The keys that are begun within one interval.
std::vector<std::string> begun_within_an_interval(Schedule& schedule) {
  std::vector<std::string> begun;
  for (Timestamp now = k_now; now <= k_now + ScheduleLimits{}.interval; now += 1min) {
    for (const std::string& key : schedule.begin_due(now)) {
      begun.push_back(key);
    }
  }
  return begun;
}

TEST(Schedule, AnAccountThatWasTestedInTheFutureHasItsTurn) {
  Schedule schedule({}, k_now);
  schedule.set_accounts({{"a", "aruba", k_now + k_years}});
  EXPECT_THAT(begun_within_an_interval(schedule), ElementsAre("a"));
}

TEST(Schedule, APauseFromTheFutureLastsNoLongerThanAPauseDoes) {
  Schedule schedule({}, k_now);
  schedule.resume({"aruba", k_now + k_years, 1, {}});
  schedule.set_accounts({{"a", "aruba", std::nullopt}});
  EXPECT_EQ(schedule.pauses().front().until, k_now + pause_length(1));
  EXPECT_THAT(begun_within_an_interval(schedule), ElementsAre("a"));
}

TEST(Schedule, AClockThatIsSetBackEndsNoPauseLater) {
  Schedule schedule({}, k_now + k_years);
  schedule.resume({"aruba", k_now + k_years + 10min, 1, {}});
  schedule.set_accounts({{"a", "aruba", std::nullopt}});
  static_cast<void>(schedule.begin_due(k_now));
  EXPECT_EQ(schedule.pauses().front().until, k_now + pause_length(1));
}

}  // namespace
}  // namespace pecprobe::monitor
