#include "protocols/net/network.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <gmock/gmock.h>

#include <csignal>
#include <fstream>
#include <optional>

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
  EXPECT_THAT(network.error(), HasSubstr(options.ca_file));
  options.ca_file = testing::TempDir();
  EXPECT_THAT(Network::create(options).error(), HasSubstr("not a regular file"));
  options.ca_file = testing::TempDir() + "absent.pem";
  EXPECT_FALSE(Network::create(options));
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

TEST_F(NetworkTest, ASignalEndsEverythingAndIsRemembered) {
  m_network->stop_on_signals();
  using boost::asio::ip::tcp;
  boost::asio::io_context loop;
  const tcp::acceptor silent(loop, tcp::endpoint(boost::asio::ip::address_v4::loopback(), 0));
  const Endpoint endpoint{Protocol::imap, "127.0.0.1", silent.local_endpoint().port(), TlsMode::implicit};
  std::optional<ServiceFacts> facts;
  m_network->start({endpoint, m_credentials, m_redactor, {}, {}, {}}, [&](ServiceFacts f) { facts = std::move(f); });
  ::raise(SIGTERM);
  m_network->run();
  EXPECT_EQ(m_network->signal(), SIGTERM);
  ASSERT_TRUE(facts.has_value());
  EXPECT_EQ(facts->local, LocalStop::cancelled);
}

}  // namespace
}  // namespace pecprobe
