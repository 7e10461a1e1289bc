#include "probe/hooks/retry_rule.hpp"

#include <gtest/gtest.h>

namespace pecprobe::hooks {
namespace {

using namespace std::chrono_literals;

constexpr RetryRule k_rule{10s, 1h, 30};

TEST(HookRetry, WaitsThreeTimesAsLongEachTimeUpToItsLongest) {
  EXPECT_EQ(k_rule.wait(1, 0), 10s);
  EXPECT_EQ(k_rule.wait(2, 0), 30s);
  EXPECT_EQ(k_rule.wait(3, 0), 90s);
  EXPECT_EQ(k_rule.wait(6, 0), 2430s);
  EXPECT_EQ(k_rule.wait(7, 0), 1h);
  EXPECT_EQ(k_rule.wait(1000, 0), 1h);
}

TEST(HookRetry, ChanceTakesUpToAHalfAway) {
  EXPECT_EQ(k_rule.wait(1, 0.5), 7500ms);
  EXPECT_EQ(k_rule.wait(7, 0.999), 1'801'800ms);
}

TEST(HookRetry, NoChanceMakesAWaitOfNothing) {
  EXPECT_EQ(k_rule.wait(1, 7), 5s);
  EXPECT_EQ(k_rule.wait(1, -1), 10s);
}

}  // namespace
}  // namespace pecprobe::hooks
