#include "tests/unit/fixtures_mock/raw_client.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <gmock/gmock.h>

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fstream>
#include <set>
#include <sstream>
#include <system_error>

namespace pecmock::test {
namespace {

TEST(TheServers, ListenOnLoopbackOnly) {
  Playing mock("");
  // The kernel's table of listening sockets: local address and port in hexadecimal, state 0A.
  std::ifstream table("/proc/net/tcp");
  if (!table) {
    GTEST_SKIP() << "this system has no /proc/net/tcp";
  }
  const MockPorts& ports = mock.server.ports();
  const std::set<unsigned> ours = {ports.imap, ports.imaps, ports.pop3, ports.pop3s, ports.smtp, ports.smtps};
  std::set<unsigned> seen;
  std::string line;
  while (std::getline(table, line)) {
    std::istringstream fields(line);
    std::string number;
    std::string local;
    std::string remote;
    std::string state;
    fields >> number >> local >> remote >> state;
    if (state != "0A") {
      continue;
    }
    const auto port = static_cast<unsigned>(std::stoul(local.substr(local.find(':') + 1), nullptr, 16));
    if (ours.contains(port)) {
      EXPECT_EQ(local.substr(0, 8), "0100007F") << line;
      seen.insert(port);
    }
  }
  EXPECT_EQ(seen, ours);
}

TEST(AClosedPort, RefusesConnections) {
  Playing mock("pop3 { listen closed }");
  try {
    static_cast<void>(mock.bare(Protocol::pop3, Encryption::implicit));
    FAIL() << "it was open";
  } catch (const std::system_error& error) {
    EXPECT_EQ(error.code().value(), ECONNREFUSED);
  }
  EXPECT_NE(mock.server.ports().pop3s, 0);
}

TEST(ASilentPort, TakesConnectionsAndNobodyAnswers) {
  Playing mock("imap { listen silent }");
  auto client = mock.bare(Protocol::imap, Encryption::starttls);
  client->say("a NOOP");
  auto other = mock.secure(Protocol::smtp);  // by now the server would have taken the first one
  EXPECT_EQ(other->ask("NOOP"), "250 2.0.0 Ok");
  EXPECT_EQ(mock.server.journal().count(JournalEntry::Kind::connected, Protocol::imap), 0U);
}

TEST(AFullPort, DoesNotFinishConnections) {
  Playing mock("imap { listen full }");
  const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(mock.server.ports().imap);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  EXPECT_EQ(::connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address), -1);
  pollfd wait{descriptor, POLLOUT, 0};
  EXPECT_EQ(::poll(&wait, 1, 300), 0) << "the connection was finished";
  ::close(descriptor);
}

TEST(ThePortBase, GivesSixPortsInARow) {
  // Six free ports in a row are not easy to know: taken are those behind a port that was free a
  // moment ago.
  for (int attempt = 0; attempt < 50; ++attempt) {
    boost::asio::io_context context;
    boost::asio::ip::tcp::acceptor probe(context, {boost::asio::ip::address_v4::loopback(), 0});
    const auto base = static_cast<std::uint16_t>(probe.local_endpoint().port() + 1);
    MockOptions options;
    options.port_base = base;
    try {
      const MockServer server(scenario(""), options);
      EXPECT_EQ(server.ports().imap, base);
      EXPECT_EQ(server.ports().smtps, base + 5);
      return;
    } catch (const std::runtime_error& error) {
      EXPECT_THAT(error.what(), testing::HasSubstr("cannot be used"));
    }
  }
  GTEST_SKIP() << "no six free ports in a row were found";
}

TEST(TooManyConnections, AreTurnedAwayInTheGreeting) {
  Playing mock("connections 1");
  for (const Protocol protocol : pecprobe::k_protocols) {
    auto first = mock.secure(protocol);
    auto second = mock.bare(protocol, Encryption::implicit);
    second->start_tls();
    EXPECT_THAT(second->line(), testing::AnyOf("* BYE [UNAVAILABLE] Too many connections, try again later",
                                               "-ERR [SYS/TEMP] Too many connections, try again later",
                                               "421 4.7.0 mail.pec.example Too many connections, try again later"));
    EXPECT_EQ(second->line(), "END");
  }
}

TEST(ThePace, DelaysEveryAnswerAndLosesNone) {
  Playing mock("pace 1ms");
  auto client = mock.secure(Protocol::smtp);
  client->send("EHLO x\r\nNOOP\r\nQUIT\r\n");
  EXPECT_EQ(client->lines_until("221").back(), "221 2.0.0 Bye");
}

}  // namespace
}  // namespace pecmock::test
