#include "protocols/net/network.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <gmock/gmock.h>

#include <csignal>
#include <fstream>
#include <future>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace pecprobe {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

TEST(NetworkCreate, RefusesATrustStoreThatIsNone) {
  NetworkOptions options;
  options.ca_file = testing::TempDir() + "not-a-bundle.pem";
  std::ofstream(options.ca_file) << "hello\n";
  const auto network = Network::create(options);
  ASSERT_FALSE(network);
  EXPECT_EQ(network.error().problem, NetworkProblem::no_certificate_in_file);
  EXPECT_EQ(network.error().file, options.ca_file);
  options.ca_file = testing::TempDir();
  EXPECT_EQ(Network::create(options).error(), (NetworkError{NetworkProblem::file_not_regular, options.ca_file, {}}));
  options.ca_file = testing::TempDir() + "absent.pem";
  EXPECT_EQ(Network::create(options).error(),
            (NetworkError{NetworkProblem::file_unreadable, options.ca_file, "No such file or directory"}));
}

/// A port of 127.0.0.1 that nobody listens on.
std::uint16_t closed_port() {
  boost::asio::io_context loop;
  using boost::asio::ip::tcp;
  return tcp::acceptor(loop, tcp::endpoint(boost::asio::ip::address_v4::loopback(), 0)).local_endpoint().port();
}

class NetworkTest : public testing::Test {
 protected:
  NetworkTest() : m_network(std::move(Network::create({}).value())) {}

  Credentials m_credentials{"ditta@pec.example", Secret{"segreta"}};
  Redactor m_redactor{m_credentials.password, m_credentials.login};
  std::unique_ptr<Network> m_network;
};

TEST_F(NetworkTest, RunsSeveralChecksSideBySideAndEnds) {
  m_network->stop_on_signals();
  int ended = 0;
  for (const Protocol protocol : k_protocols) {
    const Endpoint endpoint{protocol, "127.0.0.1", closed_port(), TlsMode::implicit};
    m_network->start({endpoint, m_credentials, m_redactor, {}, {}, {}}, [&](ServiceFacts facts) {
      ++ended;
      EXPECT_EQ(facts.connect.outcome(), ConnectOutcome::refused);
    });
  }
  m_network->run();
  EXPECT_EQ(ended, 3);
  EXPECT_FALSE(m_network->signal().has_value());
}

TEST_F(NetworkTest, ACheckMayStartTheNextOne) {
  const Endpoint endpoint{Protocol::imap, "127.0.0.1", closed_port(), TlsMode::starttls};
  int ended = 0;
  m_network->start({endpoint, m_credentials, m_redactor, {}, {}, {}}, [&](ServiceFacts) {
    ++ended;
    m_network->start({endpoint, m_credentials, m_redactor, {}, {}, "127.0.0.2"}, [&](ServiceFacts facts) {
      ++ended;
      EXPECT_EQ(facts.connect.attempts.at(0).address, "127.0.0.2");
    });
  });
  m_network->run();
  EXPECT_EQ(ended, 2);
}

TEST_F(NetworkTest, ResolvesForWhoAsks) {
  std::optional<ResolveFacts> answer;
  m_network->resolve("127.0.0.1", 993, [&](ResolveFacts facts) { answer = std::move(facts); });
  m_network->run();
  ASSERT_TRUE(answer.has_value());
  EXPECT_EQ(answer->outcome, ResolveOutcome::found);
}

/// A server that lets the system take connections and never says a word.
class SilentServer {
 public:
  [[nodiscard]] Endpoint endpoint() const {
    return {Protocol::imap, "127.0.0.1", m_acceptor.local_endpoint().port(), TlsMode::implicit};
  }

 private:
  boost::asio::io_context m_loop;
  boost::asio::ip::tcp::acceptor m_acceptor{m_loop,
                                            boost::asio::ip::tcp::endpoint(boost::asio::ip::address_v4::loopback(), 0)};
};

TEST_F(NetworkTest, ASignalEndsEverythingAndIsRemembered) {
  m_network->stop_on_signals();
  const SilentServer silent;
  std::optional<ServiceFacts> facts;
  m_network->start({silent.endpoint(), m_credentials, m_redactor, {}, {}, {}},
                   [&](ServiceFacts f) { facts = std::move(f); });
  ::raise(SIGTERM);
  m_network->run();
  EXPECT_EQ(m_network->signal(), SIGTERM);
  ASSERT_TRUE(facts.has_value());
  EXPECT_EQ(facts->local, LocalStop::cancelled);
}

/// Enough sessions for the loop to take turns.
TEST_F(NetworkTest, ACrowdIsServedLikeOne) {
  constexpr int k_each = 48;
  const SilentServer silent;
  const Endpoint closed{Protocol::imap, "127.0.0.1", closed_port(), TlsMode::implicit};
  int refused = 0;
  int cancelled = 0;
  for (int i = 0; i < k_each; ++i) {
    m_network->start({silent.endpoint(), m_credentials, m_redactor, {}, {}, {}},
                     [&](const ServiceFacts& facts) { cancelled += facts.local == LocalStop::cancelled ? 1 : 0; });
    m_network->start({closed, m_credentials, m_redactor, {}, {}, {}}, [&](const ServiceFacts& facts) {
      refused += facts.connect.outcome() == ConnectOutcome::refused ? 1 : 0;
      if (refused == k_each) {  // the others wait for their server, and the loop for whoever calls
        std::thread([&] { m_network->post([&] { m_network->cancel_all(Duration::zero()); }); }).join();
      }
    });
  }
  m_network->run();
  EXPECT_EQ(refused, k_each);
  EXPECT_EQ(cancelled, k_each);
}

TEST_F(NetworkTest, AClosedTerminalEndsEverythingUnlessThatIsIgnored) {
  const auto end_of_a_check = [&] {
    const SilentServer silent;
    const Hold limit = m_network->after(20ms, [&] { m_network->cancel_all(Duration::zero()); });
    m_network->stop_on_signals();
    m_network->start({silent.endpoint(), m_credentials, m_redactor, {}, {}, {}}, [](const ServiceFacts&) {});
    ::raise(SIGHUP);
    m_network->run();
    return m_network->signal();
  };
  const auto before = std::signal(SIGHUP, SIG_IGN);  // as nohup(1) does
  EXPECT_EQ(end_of_a_check(), std::nullopt);
  std::signal(SIGHUP, SIG_DFL);
  m_network = std::move(Network::create({}).value());
  EXPECT_EQ(end_of_a_check(), SIGHUP);
  std::signal(SIGHUP, before);
}

TEST_F(NetworkTest, ASignalMayBeAnsweredInAnotherWay) {
  const SilentServer silent;
  std::vector<std::string> events;
  m_network->on_signal([&] {
    events.emplace_back("signal");
    m_network->cancel_all(1ms);
  });
  m_network->start({silent.endpoint(), m_credentials, m_redactor, {}, {}, {}}, [&](const ServiceFacts& facts) {
    events.emplace_back(facts.local == LocalStop::cancelled ? "cancelled" : "ended");
  });
  ::raise(SIGINT);
  m_network->run();
  EXPECT_EQ(events, (std::vector<std::string>{"signal", "cancelled"}));
}

TEST_F(NetworkTest, WhatEndsWithinTheGraceIsNotCancelled) {
  const Endpoint endpoint{Protocol::imap, "127.0.0.1", closed_port(), TlsMode::implicit};
  std::optional<ServiceFacts> facts;
  m_network->start({endpoint, m_credentials, m_redactor, {}, {}, {}}, [&](ServiceFacts f) { facts = std::move(f); });
  m_network->cancel_all(1h);  // must not keep run() for an hour either
  m_network->run();
  ASSERT_TRUE(facts.has_value());
  EXPECT_EQ(facts->local, LocalStop::none);
  EXPECT_EQ(facts->connect.outcome(), ConnectOutcome::refused);
}

TEST_F(NetworkTest, NothingBeginsAfterARunThatEndedWithinTheGrace) {
  m_network->cancel_all(1h);
  m_network->run();
  std::optional<ServiceFacts> facts;
  const SilentServer silent;
  m_network->start({silent.endpoint(), m_credentials, m_redactor, {}, {}, {}},
                   [&](ServiceFacts f) { facts = std::move(f); });
  m_network->run();
  ASSERT_TRUE(facts.has_value());
  EXPECT_EQ(facts->local, LocalStop::cancelled);
}

TEST_F(NetworkTest, DoesWhatPostedActsPost) {
  std::vector<int> done;
  m_network->post([&] {
    done.push_back(1);
    m_network->post([&] {
      done.push_back(2);
      m_network->post([&] {
        done.push_back(3);
        m_network->post([&] { done.push_back(4); });
      });
    });
  });
  m_network->run();
  EXPECT_EQ(done, (std::vector<int>{1, 2, 3, 4}));
}

TEST_F(NetworkTest, WhatStartsAfterACancellationEndsAtOnce) {
  m_network->cancel_all(0s);
  m_network->run();
  const SilentServer silent;
  std::vector<std::string> events;
  m_network->start({silent.endpoint(), m_credentials, m_redactor, {}, {}, {}}, [&](const ServiceFacts& facts) {
    events.emplace_back(facts.local == LocalStop::cancelled ? "cancelled" : "ended");
  });
  m_network->resolve("127.0.0.1", 993, [&](const ResolveFacts& facts) { events.push_back(facts.error); });
  m_network->run();
  EXPECT_THAT(events, testing::UnorderedElementsAre("cancelled", "cancelled"));
}

// --- timers, posts, holds ---------------------------------------------------------------------------------------

TEST_F(NetworkTest, TimersComeInTheOrderOfTheirTimesAndMayStartMore) {
  std::vector<int> order;
  Hold third;
  const Hold second = m_network->after(2ms, [&] {
    order.push_back(2);
    third = m_network->after(0ms, [&] { order.push_back(3); });
  });
  const Hold first = m_network->after(1ms, [&] { order.push_back(1); });
  m_network->run();
  EXPECT_EQ(order, (std::vector<int>{1, 2, 3}));
}

TEST_F(NetworkTest, ATimerThatNobodyHoldsIsForgottenAndNotWaitedFor) {
  Hold late = m_network->after(1h, [] { FAIL() << "it was released"; });
  const Hold soon = m_network->after(0ms, [&] { late.reset(); });
  m_network->run();
}

TEST_F(NetworkTest, ATimerMayReleaseItself) {
  int came = 0;
  Hold timer;
  timer = m_network->after(0ms, [&] {
    ++came;
    timer.reset();
  });
  m_network->run();
  EXPECT_EQ(came, 1);
}

TEST_F(NetworkTest, AHoldOnATimerMayOutliveTheNetwork) {
  const Hold timer = m_network->after(1h, [] { FAIL() << "the network has gone"; });
  m_network.reset();
}

TEST_F(NetworkTest, RunsOnForOtherThreadsWhileItIsHeld) {
  m_network->stop_on_signals();
  Hold running = m_network->keep_running();
  const auto own_thread = std::this_thread::get_id();
  std::vector<std::thread::id> came;
  std::thread other([&] {
    for (int i = 0; i < 3; ++i) {
      m_network->post([&] { came.push_back(std::this_thread::get_id()); });
    }
    m_network->post([&] { running.reset(); });
  });
  m_network->run();
  other.join();
  EXPECT_EQ(came, (std::vector<std::thread::id>(3, own_thread)));
}

TEST_F(NetworkTest, RunsOnWhileItIsHeldWithNothingElseToWaitFor) {
  Hold running = m_network->keep_running();
  std::promise<void> idle;
  m_network->post([&] { idle.set_value(); });
  bool came = false;
  std::thread other([&] {
    idle.get_future().wait();
    m_network->post([&] {
      came = true;
      running.reset();
    });
  });
  m_network->run();
  other.join();
  EXPECT_TRUE(came);
}

TEST_F(NetworkTest, AnotherThreadMayLetItEnd) {
  m_network->stop_on_signals();
  Hold running = m_network->keep_running();
  std::thread other([&] { running.reset(); });
  m_network->run();
  other.join();
}

TEST_F(NetworkTest, EndsAtOnceWithoutAnythingToDo) {
  m_network->stop_on_signals();
  m_network->run();
}

}  // namespace
}  // namespace pecprobe
