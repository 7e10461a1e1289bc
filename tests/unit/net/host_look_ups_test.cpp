#include "protocols/net/host_look_ups.hpp"

#include <gmock/gmock.h>

#include <condition_variable>
#include <future>
#include <mutex>
#include <new>
#include <string>
#include <vector>

namespace pecprobe {
namespace {

using namespace std::chrono_literals;
using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(AlternateFamilies, TakesTurnsAndKeepsTheFirstFamilyFirst) {
  EXPECT_THAT(alternate_families({"::1", "::2", "::3", "192.0.2.1"}), ElementsAre("::1", "192.0.2.1", "::2", "::3"));
  EXPECT_THAT(alternate_families({"192.0.2.1", "192.0.2.2", "::1"}), ElementsAre("192.0.2.1", "::1", "192.0.2.2"));
  EXPECT_THAT(alternate_families({}), IsEmpty());
}

ResolveFacts found_at(const std::string& address) { return {ResolveOutcome::found, {address}, {}}; }

/// A resolver that keeps those who ask until the test lets them go, and its clock.
class SlowResolver {
 public:
  ResolveFacts look_up(const std::string& host, AddressFamily family) {
    std::unique_lock lock(m_mutex);
    m_asked.push_back(host);
    ++m_inside;
    m_most_inside = std::max(m_most_inside, m_inside);
    m_changed.notify_all();
    m_changed.wait(lock, [&] { return m_is_open || host == "quick.example"; });
    --m_inside;
    if (host == "down.example") {
      return {ResolveOutcome::failed, {}, "no name server"};
    }
    if (host == "starved.example") {
      return {ResolveOutcome::local_failure, {}, "too many open files"};
    }
    if (host == "absent.example") {
      return {ResolveOutcome::not_found, {}, "unknown"};
    }
    return found_at(family == AddressFamily::ipv6 ? "2001:db8::1" : "192.0.2.1");
  }

  void open() {
    const std::scoped_lock lock(m_mutex);
    m_is_open = true;
    m_changed.notify_all();
  }
  void wait_until_inside(int count) {
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [&] { return m_inside >= count; });
  }
  [[nodiscard]] int most_inside() {
    const std::scoped_lock lock(m_mutex);
    return m_most_inside;
  }
  [[nodiscard]] std::vector<std::string> asked() {
    const std::scoped_lock lock(m_mutex);
    return m_asked;
  }

 private:
  std::mutex m_mutex;
  std::condition_variable m_changed;
  std::vector<std::string> m_asked;
  bool m_is_open = false;
  int m_inside = 0;
  int m_most_inside = 0;
};

/// The answers that came, from whatever thread.
class Answers {
 public:
  [[nodiscard]] HostLookUps::Answer one() {
    return [this](const ResolveFacts& facts) {
      const std::scoped_lock lock(m_mutex);
      m_came.push_back(facts.addresses.empty() ? facts.error : facts.addresses.front());
      m_changed.notify_all();
    };
  }
  [[nodiscard]] std::vector<std::string> wait_for(std::size_t count) {
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [&] { return m_came.size() >= count; });
    return m_came;
  }

 private:
  std::mutex m_mutex;
  std::condition_variable m_changed;
  std::vector<std::string> m_came;
};

class HostLookUpsTest : public testing::Test {
 protected:
  std::shared_ptr<SlowResolver> m_resolver = std::make_shared<SlowResolver>();
  Instant m_now{};
  Answers m_answers;
  HostLookUps m_look_ups{[resolver = m_resolver](const std::string& host, AddressFamily family) {
                           return resolver->look_up(host, family);
                         },
                         [this] { return m_now; }};
};

TEST_F(HostLookUpsTest, ThoseWhoAskMeanwhileShareOneLookUp) {
  for (int i = 0; i < 100; ++i) {
    m_look_ups.ask("imap.example", AddressFamily::any, m_answers.one());
  }
  m_resolver->wait_until_inside(1);
  m_look_ups.ask("imap.example", AddressFamily::any, m_answers.one());
  m_resolver->open();
  const auto came = m_answers.wait_for(101);
  EXPECT_EQ(came.size(), 101U);
  EXPECT_THAT(came, Each("192.0.2.1"));
  EXPECT_THAT(m_resolver->asked(), ElementsAre("imap.example"));
}

TEST_F(HostLookUpsTest, WhatIsKnownIsNotAskedAgain) {
  m_resolver->open();
  for (const char* host : {"imap.example", "absent.example"}) {
    m_look_ups.ask(host, AddressFamily::any, m_answers.one());
  }
  static_cast<void>(m_answers.wait_for(2));
  m_now += 24h;
  for (const char* host : {"imap.example", "absent.example"}) {
    m_look_ups.ask(host, AddressFamily::any, m_answers.one());
  }
  EXPECT_THAT(m_answers.wait_for(4), testing::UnorderedElementsAre("192.0.2.1", "unknown", "192.0.2.1", "unknown"));
  EXPECT_EQ(m_resolver->asked().size(), 2U);
}

TEST_F(HostLookUpsTest, AResolverThatFailedIsLeftInPeaceForAMomentOnly) {
  m_resolver->open();
  m_look_ups.ask("down.example", AddressFamily::any, m_answers.one());
  static_cast<void>(m_answers.wait_for(1));
  m_now += HostLookUps::k_failure_holds - 1us;
  m_look_ups.ask("down.example", AddressFamily::any, m_answers.one());
  static_cast<void>(m_answers.wait_for(2));
  EXPECT_EQ(m_resolver->asked().size(), 1U);
  m_now += 1us;
  m_look_ups.ask("down.example", AddressFamily::any, m_answers.one());
  EXPECT_THAT(m_answers.wait_for(3), Each("no name server"));
  EXPECT_EQ(m_resolver->asked().size(), 2U);
}

TEST_F(HostLookUpsTest, ALackOfThisComputersOwnIsNotRememberedForGood) {
  m_resolver->open();
  m_look_ups.ask("starved.example", AddressFamily::any, m_answers.one());
  static_cast<void>(m_answers.wait_for(1));
  m_now += HostLookUps::k_failure_holds;
  m_look_ups.ask("starved.example", AddressFamily::any, m_answers.one());
  static_cast<void>(m_answers.wait_for(2));
  EXPECT_EQ(m_resolver->asked().size(), 2U);
}

TEST_F(HostLookUpsTest, FamiliesAreToldApart) {
  m_resolver->open();
  m_look_ups.ask("imap.example", AddressFamily::ipv4, m_answers.one());
  static_cast<void>(m_answers.wait_for(1));
  m_look_ups.ask("imap.example", AddressFamily::ipv6, m_answers.one());
  EXPECT_THAT(m_answers.wait_for(2), ElementsAre("192.0.2.1", "2001:db8::1"));
}

TEST_F(HostLookUpsTest, NeverAsksForMoreHostsAtOnceThanItMay) {
  constexpr int k_hosts = 3 * HostLookUps::k_max_threads;
  for (int i = 0; i < k_hosts; ++i) {
    m_look_ups.ask("host" + std::to_string(i) + ".example", AddressFamily::any, m_answers.one());
  }
  m_resolver->wait_until_inside(HostLookUps::k_max_threads);
  m_resolver->open();
  static_cast<void>(m_answers.wait_for(k_hosts));
  EXPECT_EQ(m_resolver->most_inside(), HostLookUps::k_max_threads);
}

TEST_F(HostLookUpsTest, ANameServerThatDoesNotAnswerHoldsUpNobodyElse) {
  m_look_ups.ask("stuck.example", AddressFamily::any, m_answers.one());
  m_resolver->wait_until_inside(1);
  m_look_ups.ask("quick.example", AddressFamily::any, m_answers.one());
  EXPECT_THAT(m_answers.wait_for(1), ElementsAre("192.0.2.1"));
  m_resolver->open();
  static_cast<void>(m_answers.wait_for(2));
}

TEST(HostLookUps, ThatFindNoMemoryAreAFailureOfThisComputer) {
  HostLookUps look_ups([](const std::string&, AddressFamily) -> ResolveFacts { throw std::bad_alloc(); },
                       [] { return Instant{}; });
  std::promise<ResolveFacts> told;
  look_ups.ask("big.example", AddressFamily::any, [](const ResolveFacts&) { throw std::bad_alloc(); });
  look_ups.ask("big.example", AddressFamily::any, [&told](const ResolveFacts& facts) { told.set_value(facts); });
  EXPECT_EQ(told.get_future().get().outcome, ResolveOutcome::local_failure);
}

TEST(HostLookUps, MayGoAwayWhileALookUpRuns) {
  const auto resolver = std::make_shared<SlowResolver>();
  Answers answers;
  {
    HostLookUps look_ups(
        [resolver](const std::string& host, AddressFamily family) { return resolver->look_up(host, family); },
        [] { return Instant{}; });
    look_ups.ask("imap.example", AddressFamily::any, answers.one());
    resolver->wait_until_inside(1);
  }
  resolver->open();
  EXPECT_THAT(answers.wait_for(1), ElementsAre("192.0.2.1"));
}

}  // namespace
}  // namespace pecprobe
