#include "protocols/net/connector.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <gmock/gmock.h>

#include <fcntl.h>

#include <optional>

namespace pecprobe {
namespace {

using namespace std::chrono_literals;
using boost::asio::ip::tcp;

class ConnectorTest : public testing::Test {
 protected:
  tcp::acceptor listen(const std::string& address) {
    return {m_loop, tcp::endpoint(boost::asio::ip::make_address(address), 0)};
  }
  /// A port of `address` that nobody listens on.
  std::uint16_t closed_port(const std::string& address) { return listen(address).local_endpoint().port(); }

  ConnectResult connect(std::uint16_t port, std::vector<std::string> addresses, const std::string& proxy = "") {
    const auto connector = make_curl_connector(m_loop, proxy);
    std::optional<ConnectResult> result;
    const auto pending = connector->connect({"server.example", port, std::move(addresses), 5s}, [&](ConnectResult r) {
      result = std::move(r);
      m_loop.stop();
    });
    EXPECT_FALSE(result.has_value()) << "the answer must come from the loop";
    m_loop.run();
    return std::move(result.value());
  }

  boost::asio::io_context m_loop;
};

TEST_F(ConnectorTest, GivesAnOpenNonBlockingSocket) {
  const auto acceptor = listen("127.0.0.1");
  const ConnectResult result = connect(acceptor.local_endpoint().port(), {"127.0.0.1"});
  ASSERT_TRUE(result.socket.is_open());
  EXPECT_EQ(result.facts.address, "127.0.0.1");
  EXPECT_EQ(result.facts.outcome(), ConnectOutcome::connected);
  EXPECT_NE(::fcntl(result.socket.descriptor(), F_GETFL) & O_NONBLOCK, 0);
}

TEST_F(ConnectorTest, AConnectionLeavesNothingBehindForTheNextOne) {
  const auto acceptor = listen("127.0.0.1");
  const auto connector = make_curl_connector(m_loop, "");
  const auto next = [&](std::uint16_t port) {
    std::optional<ConnectResult> result;
    const auto pending = connector->connect({"server.example", port, {"127.0.0.1"}, 5s}, [&](ConnectResult r) {
      result = std::move(r);
      m_loop.stop();
    });
    m_loop.restart();
    m_loop.run();
    return std::move(result.value());
  };
  const std::uint16_t closed = closed_port("127.0.0.1");
  const ConnectResult first = next(acceptor.local_endpoint().port());
  const ConnectResult refused = next(closed);
  const ConnectResult second = next(acceptor.local_endpoint().port());
  EXPECT_EQ(refused.facts.outcome(), ConnectOutcome::refused);
  EXPECT_EQ(second.facts.outcome(), ConnectOutcome::connected);
  EXPECT_EQ(second.facts.attempts.at(0).error, "");
  EXPECT_NE(first.socket.descriptor(), second.socket.descriptor());
}

TEST_F(ConnectorTest, SaysThatAClosedPortRefuses) {
  const ConnectResult result = connect(closed_port("127.0.0.1"), {"127.0.0.1"});
  EXPECT_FALSE(result.socket.is_open());
  ASSERT_EQ(result.facts.attempts.size(), 1U);
  EXPECT_EQ(result.facts.attempts[0].outcome, ConnectOutcome::refused);
  EXPECT_EQ(result.facts.attempts[0].error_number, ECONNREFUSED);
  EXPECT_THAT(result.facts.attempts[0].error, testing::HasSubstr("refused"));
}

TEST_F(ConnectorTest, AnAddressThatResetsTheConnectionAtOnceWasReached) {
  auto acceptor = listen("127.0.0.1");
  acceptor.async_accept([](const boost::system::error_code& /*error*/, tcp::socket accepted) {
    accepted.set_option(tcp::socket::linger(true, 0));  // closing it sends RST
  });
  const ConnectResult result = connect(acceptor.local_endpoint().port(), {"127.0.0.1"});
  EXPECT_TRUE(result.socket.is_open());
  EXPECT_EQ(result.facts.outcome(), ConnectOutcome::connected);
}

TEST_F(ConnectorTest, GoesOnToTheNextAddressAndKeepsHowTheFirstEnded) {
  const auto acceptor = listen("127.0.0.1");
  const ConnectResult result = connect(acceptor.local_endpoint().port(), {"127.0.0.2", "127.0.0.1"});
  ASSERT_TRUE(result.socket.is_open());
  ASSERT_EQ(result.facts.attempts.size(), 2U);
  EXPECT_EQ(result.facts.attempts[0].address, "127.0.0.2");
  EXPECT_EQ(result.facts.attempts[0].outcome, ConnectOutcome::refused);
  EXPECT_EQ(result.facts.attempts[1].outcome, ConnectOutcome::connected);
  EXPECT_EQ(result.facts.address, "127.0.0.1");
}

TEST_F(ConnectorTest, AllAddressesRefuse) {
  const ConnectResult result = connect(closed_port("127.0.0.1"), {"127.0.0.2", "127.0.0.3", "127.0.0.1"});
  EXPECT_EQ(result.facts.attempts.size(), 3U);
  EXPECT_EQ(result.facts.outcome(), ConnectOutcome::refused);
}

TEST_F(ConnectorTest, AProxyThatIsNotThereHasAnEndOfItsOwn) {
  const std::string proxy = "socks5h://127.0.0.1:" + std::to_string(closed_port("127.0.0.1"));
  const ConnectResult result = connect(993, {}, proxy);
  EXPECT_EQ(result.facts.outcome(), ConnectOutcome::proxy_failed);
  EXPECT_FALSE(result.facts.attempts.at(0).error.empty());
}

TEST_F(ConnectorTest, TheEnvironmentsProxyIsIgnored) {
  ::setenv("http_proxy", "http://127.0.0.1:1", 1);
  ::setenv("ALL_PROXY", "socks5h://127.0.0.1:1", 1);
  const auto acceptor = listen("127.0.0.1");
  const ConnectResult result = connect(acceptor.local_endpoint().port(), {"127.0.0.1"});
  ::unsetenv("http_proxy");
  ::unsetenv("ALL_PROXY");
  EXPECT_EQ(result.facts.outcome(), ConnectOutcome::connected);
}

TEST_F(ConnectorTest, AnAbandonedConnectionNeverCallsBack) {
  const auto acceptor = listen("127.0.0.1");
  const auto connector = make_curl_connector(m_loop, "");
  {
    const auto pending = connector->connect({"server.example", acceptor.local_endpoint().port(), {"127.0.0.1"}, 5s},
                                            [](ConnectResult) { FAIL() << "it was abandoned"; });
  }
  m_loop.run();
}

}  // namespace
}  // namespace pecprobe
