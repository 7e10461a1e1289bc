#include "probe/serve/checks/worker_threads.hpp"

#include <gtest/gtest.h>

#include <future>
#include <latch>
#include <memory>

namespace pecprobe {
namespace {

TEST(WorkerThreads, RunAsManyAtOnceAsAreAllowedAndTurnTheRestAway) {
  std::latch begun(2);
  std::promise<void> go;
  const std::shared_future<void> told = go.get_future().share();
  int third = 0;
  {
    WorkerThreads threads(2, 1);
    const auto wait = [&begun, told] {
      begun.count_down();
      told.wait();
    };
    EXPECT_TRUE(threads.run(wait));
    EXPECT_TRUE(threads.run(wait));
    begun.wait();
    EXPECT_TRUE(threads.run([&third] { third = 3; }));
    EXPECT_FALSE(threads.run([] {}));
    std::promise<void> last;
    go.set_value();
    while (!threads.run([&last] { last.set_value(); })) {
    }
    last.get_future().wait();
  }
  EXPECT_EQ(third, 3);
}

}  // namespace
}  // namespace pecprobe
