#include "probe/cli/serve/one_at_a_time.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <thread>
#include <vector>

namespace pecprobe {
namespace {

TEST(OneAtATime, GivesTheNextTurnWhenTheOneBeforeIsLetGo) {
  OneAtATime turns;
  Hold mine = turns.wait({});
  ASSERT_NE(mine, nullptr);
  bool had_turn = false;
  std::jthread next([&] { had_turn = turns.wait({}) != nullptr; });
  mine.reset();
  next.join();
  EXPECT_TRUE(had_turn);
}

TEST(OneAtATime, WhoWaitsCanGiveUpWhileAnotherHasTheTurn) {
  OneAtATime turns;
  const Hold mine = turns.wait({});
  std::stop_source stop;
  Hold none;
  std::jthread waiting([&] { none = turns.wait(stop.get_token()); });
  stop.request_stop();
  waiting.join();  // without a look at the token it would wait for ever
  EXPECT_EQ(none, nullptr);
}

TEST(OneAtATime, NobodyElseHasATurnMeanwhile) {
  OneAtATime turns;
  const Hold mine = turns.wait({});
  std::stop_source stopped;
  stopped.request_stop();
  EXPECT_EQ(turns.wait(stopped.get_token()), nullptr);
  int inside = 0;
  int most = 0;
  OneAtATime others;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&] {
        for (int round = 0; round < 200; ++round) {
          const Hold turn = others.wait({});
          most = std::max(most, ++inside);  // a race, unless there is one at a time
          --inside;
        }
      });
    }
  }
  EXPECT_EQ(most, 1);
  EXPECT_EQ(inside, 0);
}

}  // namespace
}  // namespace pecprobe
