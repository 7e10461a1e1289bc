// What a run keeps in memory does not grow with the number of its accounts.
#include "tests/batch/batch_world.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <malloc.h>

#include <algorithm>

namespace pecprobe::test {
namespace {

constexpr std::size_t k_hosts = 16;

/// A port of this computer that refuses connections: bound, so that nobody else gets it, and not listening.
class ClosedPort {
 public:
  [[nodiscard]] std::uint16_t number() const { return m_socket.local_endpoint().port(); }

 private:
  using tcp = boost::asio::ip::tcp;
  boost::asio::io_context m_loop;
  tcp::socket m_socket{m_loop, tcp::endpoint(boost::asio::ip::address_v4::loopback(), 0)};
};

/// Accounts that are refused a connection, made when they are asked for.
class CountingFeed : public AccountFeed {
 public:
  CountingFeed(std::size_t count, std::uint16_t port) : m_left(count), m_port(port) {}

  std::optional<BatchAccount> next(const Groups& waiting) override {
    for (std::size_t tried = 0; m_left > 0 && tried < k_hosts; ++tried) {
      const std::string host = fmt::format("h{}.pec.example", ++m_host % k_hosts);
      if (!waiting.contains(host)) {
        --m_left;
        return bulk_account(m_left, {{Protocol::imap, host, m_port, TlsMode::implicit}});
      }
    }
    return std::nullopt;
  }

 private:
  std::size_t m_left;
  std::uint16_t m_port;
  std::size_t m_host = 0;
};

/// Looks at the heap whenever an account ends.
class HeapWatcher : public BatchObserver {
 public:
  void started(std::size_t) override {}
  void ended(std::size_t, AccountResult result) override {
    peak = std::max(peak, mallinfo2().uordblks);
    refused += result.services.at(0).diagnosis.code == Code::connect_refused ? 1U : 0U;
  }
  void waiting(const std::optional<Waiting>&) override {}
  void stopped(const std::string&, const GroupStop&) override {}

  std::size_t peak = 0;  // bytes
  std::size_t refused = 0;
};

/// The most bytes that were on the heap at once.
std::size_t peak_heap(std::size_t accounts) {
  const ClosedPort port;
  NetworkOptions network;
  for (std::size_t host = 0; host < k_hosts; ++host) {
    network.resolve.push_back({fmt::format("h{}.pec.example", host), port.number(), {"127.0.0.1"}});
  }
  CountingFeed feed(accounts, port.number());
  HeapWatcher watcher;
  const auto outcome = run_batch(network, feed, watcher, {});
  EXPECT_TRUE(outcome.has_value());
  EXPECT_EQ(watcher.refused, accounts);
  return watcher.peak;
}

TEST(TheMemoryOfABatch, DoesNotGrowWithItsAccounts) {
  if (mallinfo2().uordblks == 0) {
    GTEST_SKIP() << "this allocator (a sanitizer's) does not tell what it gave";
  }
  static_cast<void>(peak_heap(200));  // what libraries keep once
  const std::size_t few = peak_heap(1'000);
  const std::size_t many = peak_heap(10'000);
  RecordProperty("few", std::to_string(few));
  RecordProperty("many", std::to_string(many));
  EXPECT_LT(many, few + few / 5) << few << " bytes for 1,000 accounts, " << many << " for 10,000";
}

}  // namespace
}  // namespace pecprobe::test
