// A limit that is moved, cleared and reached.
#include "protocols/net/deadline.hpp"

#include <gtest/gtest.h>

#include <memory>

namespace pecprobe {
namespace {

using namespace std::chrono_literals;

class DeadlineTest : public testing::Test {
 protected:
  boost::asio::io_context m_loop;
  int m_reached = 0;
  Deadline m_deadline{m_loop, [this] { ++m_reached; }};
};

TEST_F(DeadlineTest, IsReachedOnce) {
  m_deadline.set(1ms);
  m_loop.run();
  EXPECT_EQ(m_reached, 1);
}

TEST_F(DeadlineTest, MovedToLaterIsReachedNoSooner) {
  const auto began = std::chrono::steady_clock::now();
  m_deadline.set(1ms);
  m_deadline.set(30ms);
  m_loop.run();
  EXPECT_EQ(m_reached, 1);
  EXPECT_GE(std::chrono::steady_clock::now() - began, 30ms);
}

TEST_F(DeadlineTest, MovedToSoonerDoesNotWaitForTheLaterOne) {
  m_deadline.set(1h);
  m_deadline.set(1ms);
  m_loop.run();
  EXPECT_EQ(m_reached, 1);
}

TEST_F(DeadlineTest, ClearedIsNotReached) {
  m_deadline.set(1ms);
  m_deadline.clear();
  m_loop.run();
  EXPECT_EQ(m_reached, 0);
}

TEST_F(DeadlineTest, SetAgainAfterItWasClearedOrReachedIsReached) {
  m_deadline.set(1ms);
  m_deadline.clear();
  m_deadline.set(2ms);
  m_loop.run();
  m_loop.restart();
  m_deadline.set(1ms);
  m_loop.run();
  EXPECT_EQ(m_reached, 2);
}

TEST(Deadline, MayBeDestroyedByWhatItCalls) {
  boost::asio::io_context loop;
  std::unique_ptr<Deadline> deadline;
  deadline = std::make_unique<Deadline>(loop, [&deadline] { deadline.reset(); });
  deadline->set(1ms);
  loop.run();
  EXPECT_EQ(deadline, nullptr);
}

TEST(Deadline, ThatWasDestroyedIsNotReached) {
  boost::asio::io_context loop;
  int reached = 0;
  {
    Deadline(loop, [&reached] { ++reached; }).set(0ms);
  }
  loop.run();
  EXPECT_EQ(reached, 0);
}

}  // namespace
}  // namespace pecprobe
