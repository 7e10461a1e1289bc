#include "probe/serve/checks/worker_threads.hpp"

#include <gtest/gtest.h>

#include <pthread.h>

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

/// While it lives the system gives this process no thread: each would need more memory than there are addresses.
class NoThreads {
 public:
  NoThreads() {
    ::pthread_getattr_default_np(&m_usual);
    pthread_attr_t monstrous;
    ::pthread_attr_init(&monstrous);
    ::pthread_attr_setstacksize(&monstrous, std::size_t{1} << 50U);
    ::pthread_setattr_default_np(&monstrous);
    ::pthread_attr_destroy(&monstrous);
  }
  NoThreads(const NoThreads&) = delete;
  NoThreads& operator=(const NoThreads&) = delete;
  ~NoThreads() {
    ::pthread_setattr_default_np(&m_usual);
    ::pthread_attr_destroy(&m_usual);
  }

 private:
  pthread_attr_t m_usual{};
};

TEST(WorkerThreads, DoWithThoseThereAreWhereTheSystemGivesNoFurtherOne) {
  std::promise<void> begun;
  std::promise<void> go;
  std::promise<void> second;
  WorkerThreads threads(2, 2);
  {
    const NoThreads none;
    EXPECT_FALSE(threads.run([] {})) << "nobody would ever do it";
  }
  ASSERT_TRUE(threads.run([&] {
    begun.set_value();
    go.get_future().wait();
  }));
  begun.get_future().wait();
  {
    const NoThreads none;
    EXPECT_TRUE(threads.run([&] { second.set_value(); })) << "the first one does it later";
  }
  go.set_value();
  second.get_future().wait();
}

}  // namespace
}  // namespace pecprobe
