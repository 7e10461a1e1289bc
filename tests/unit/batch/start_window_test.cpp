#include "probe/batch/start_window.hpp"

#include "tests/unit/batch/noon.hpp"

#include <gtest/gtest.h>

namespace pecprobe {
namespace {

using namespace std::chrono_literals;

TEST(StartRate, OfAPartIsItsShareOfTheWhole) {
  EXPECT_EQ(part_of({10, 1s}, 1), (StartRate{10, 1s}));
  EXPECT_EQ(part_of({10, 1s}, 4), (StartRate{2, 1s}));
  EXPECT_EQ(part_of({2, 1s}, 8), (StartRate{1, 4s}));
}

TEST(StartWindow, LetsSoManyBeginAtOnceAndTheNextWhenThePeriodOfTheFirstIsOver) {
  StartWindow window({3, 1min});
  for (int begun = 0; begun < 3; ++begun) {
    EXPECT_EQ(window.full_until(k_noon), std::nullopt);
    window.begin(k_noon, 0);
  }
  EXPECT_EQ(window.full_until(k_noon), k_noon + 1min);
  EXPECT_EQ(window.full_until(k_noon + 59s), k_noon + 1min);
  EXPECT_EQ(window.full_until(k_noon + 1min), std::nullopt);
}

TEST(StartWindow, NoPeriodEverHasMoreThanItsCount) {
  StartWindow window({6, 1min});
  std::vector<Instant> begun;
  for (Instant now = k_noon; now < k_noon + 10min; now += 700ms) {
    if (!window.full_until(now)) {
      window.begin(now, static_cast<double>(begun.size() % 4) / 4);
      begun.push_back(now);
    }
  }
  ASSERT_GT(begun.size(), 50U);
  for (std::size_t i = 6; i < begun.size(); ++i) {
    EXPECT_GE(begun[i] - begun[i - 6], 1min);
  }
}

TEST(StartWindow, JitterMakesTheWaitLongerByATenthAtMost) {
  StartWindow window({1, 10s});
  window.begin(k_noon, 0.5);
  EXPECT_EQ(window.full_until(k_noon), k_noon + 10s + 500ms);
  StartWindow latest({1, 10s});
  latest.begin(k_noon, 1);
  EXPECT_EQ(latest.full_until(k_noon), k_noon + 11s);
}

TEST(StartWindow, AnEarlyPlaceBehindALateOneWaitsForIt) {
  StartWindow window({2, 10s});
  window.begin(k_noon, 1);
  window.begin(k_noon + 100ms, 0);
  EXPECT_EQ(window.full_until(k_noon + 100ms), k_noon + 11s);
  window.begin(k_noon + 11s, 0);
  EXPECT_EQ(window.full_until(k_noon + 11s), std::nullopt) << "the second left with the first";
}

TEST(StartWindow, AtLeastOneMayBegin) {
  StartWindow window({0, 1s});
  EXPECT_EQ(window.full_until(k_noon), std::nullopt);
  window.begin(k_noon, 0);
  EXPECT_EQ(window.full_until(k_noon), k_noon + 1s);
}

}  // namespace
}  // namespace pecprobe
