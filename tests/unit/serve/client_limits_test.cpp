#include "probe/serve/access/client_limits.hpp"

#include <gtest/gtest.h>

namespace pecprobe {
namespace {

using namespace std::chrono_literals;

constexpr Instant k_start{};

TEST(ClientLimits, HoldOnlyOneClientBackWhoHasTooManyUnderWay) {
  ClientLimits limits({.at_once = 2, .each_minute = 100});
  EXPECT_EQ(limits.begin("a", k_start), std::nullopt);
  EXPECT_EQ(limits.begin("a", k_start), std::nullopt);
  EXPECT_EQ(limits.begin("a", k_start), 5s);
  EXPECT_EQ(limits.begin("b", k_start), std::nullopt);
  limits.end("a");
  EXPECT_EQ(limits.begin("a", k_start), std::nullopt);
}

TEST(ClientLimits, SayWhenTheMinuteIsOver) {
  ClientLimits limits({.at_once = 100, .each_minute = 2});
  EXPECT_EQ(limits.begin("a", k_start), std::nullopt);
  limits.end("a");
  EXPECT_EQ(limits.begin("a", k_start + 20s), std::nullopt);
  limits.end("a");
  EXPECT_EQ(limits.begin("a", k_start + 30s), 30s);
  EXPECT_EQ(limits.begin("a", k_start + 60s), std::nullopt);
}

}  // namespace
}  // namespace pecprobe
