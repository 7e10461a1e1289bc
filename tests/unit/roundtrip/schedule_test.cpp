// When a mailbox is looked into again.
#include "probe/roundtrip/schedule.hpp"

#include <gtest/gtest.h>

namespace pecprobe {
namespace {

using namespace std::chrono_literals;

TEST(Schedule, PausesGrowAndThenStay) {
  for (const WatchMethod method : {WatchMethod::idle, WatchMethod::polling, WatchMethod::uidl}) {
    for (int look = 0; look < 20; ++look) {
      EXPECT_LE(pause_before_look(method, look), pause_before_look(method, look + 1)) << to_string(method) << look;
    }
    EXPECT_LE(pause_before_look(method, 1000), 60s);
  }
}

TEST(Schedule, Pop3LogsInSevenTimesAtMostInThreeMinutes) {
  int looks = 0;
  for (std::chrono::seconds waited{}; waited <= 180s; waited += pause_before_look(WatchMethod::uidl, looks)) {
    ++looks;
  }
  EXPECT_LE(looks, 7);
}

}  // namespace
}  // namespace pecprobe
