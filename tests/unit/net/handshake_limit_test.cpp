// The limit of the handshake against servers that begin one and never end it. Were it missed, nothing else would end
// these sessions: all other limits are an hour.
#include "protocols/net/session.hpp"
#include "protocols/net/trust.hpp"
#include "tests/unit/net/socket_pair.hpp"
#include "tests/unit/net/tls_peer.hpp"

#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <gmock/gmock.h>

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <functional>
#include <optional>
#include <thread>

namespace pecprobe::test {
namespace {

using namespace std::chrono_literals;
using boost::asio::posix::stream_descriptor;

/// Has one connected socket to give.
class ReadyConnector final : public Connector {
 public:
  ReadyConnector(boost::asio::io_context& loop, Socket socket) : m_loop(loop), m_socket(std::move(socket)) {}
  [[nodiscard]] bool resolves_names() const noexcept override { return false; }
  std::unique_ptr<PendingConnect> connect(ConnectRequest request, Done done) override {
    boost::asio::post(m_loop, [this, address = request.addresses.front(), done = std::move(done)] {
      ConnectResult result;
      result.facts.attempts = {{address, ConnectOutcome::connected, 0, {}, {}}};
      result.facts.address = address;
      result.socket = std::move(m_socket);
      done(std::move(result));
    });
    return nullptr;
  }

 private:
  boost::asio::io_context& m_loop;
  Socket m_socket;
};

class HandshakeLimit : public testing::Test {
 protected:
  HandshakeLimit() {
    m_limits.connect = m_limits.greeting = m_limits.reply = m_limits.service = 1h;
    m_limits.handshake = 50ms;
  }

  /// One IMAP session; `serve` is called when the client's first bytes are there.
  ServiceFacts run(std::function<void(std::string client_hello)> serve) {
    static const SslContext context = make_ssl_context(test_authority().ca_file(), {}).value();
    stream_descriptor far(m_loop);
    far.assign(m_sockets.far());
    far.async_wait(stream_descriptor::wait_read,
                   [this, serve = std::move(serve)](const auto& /*error*/) { serve(m_sockets.received()); });
    SystemResolver resolver(m_loop, AddressFamily::any, {}, std::make_shared<HostLookUps>());
    ReadyConnector connector(m_loop, m_sockets.take_near());
    const SessionServices services{m_loop, m_clock, resolver, connector,
                                   [this](Socket socket, ChannelEvents events, const TlsDestination&, Handshake) {
                                     return make_openssl_channel(m_loop, std::move(socket), context.get(),
                                                                 std::move(events));
                                   }};
    const Credentials credentials{"ditta@pec.example", Secret{"segreta-app-password"}};
    const Redactor redactor(credentials.password, credentials.login);
    std::optional<ServiceFacts> facts;
    const ServiceCheck check{
        {Protocol::imap, "localhost", 993, TlsMode::implicit}, credentials, redactor, {}, {}, "192.0.2.1"};
    auto session = start_session(services, m_limits, check, [&](ServiceFacts f) {
      facts = std::move(f);
      m_loop.stop();
    });
    m_loop.run();
    session.reset();  // closes the connection
    far.release();
    return std::move(facts.value());
  }

  static void expect_timed_out(const ServiceFacts& facts) {
    ASSERT_TRUE(facts.tls.has_value());
    EXPECT_EQ(facts.tls->failure, TlsFailure::timed_out);
    EXPECT_EQ(facts.dialogue.stop, Stop::timed_out);
    EXPECT_FALSE(facts.dialogue.auth.attempted);
  }

  boost::asio::io_context m_loop;
  SystemClock m_clock;
  SessionLimits m_limits;
  SocketPair m_sockets;
};

TEST_F(HandshakeLimit, EndsSilence) {
  expect_timed_out(run([](const std::string&) {}));
}

TEST_F(HandshakeLimit, EndsSilenceBehindTheFirstByte) {
  expect_timed_out(run([this](const std::string&) { m_sockets.send("\x16"); }));
}

TEST_F(HandshakeLimit, EndsSilenceBehindHalfACertificate) {
  TlsPeer peer(identity_of(pecmock::CertificateKind::sha1));
  expect_timed_out(run([&](const std::string& hello) {
    const std::string flight = peer.answer(hello);
    m_sockets.send(std::string_view(flight).substr(0, flight.size() / 2));
  }));
}

TEST_F(HandshakeLimit, EndsSilenceBeforeTheLastByte) {
  TlsPeer peer(identity_of(pecmock::CertificateKind::sha1), {TLS1_2_VERSION});
  expect_timed_out(run([&](const std::string& hello) {
    std::string flight = peer.answer(hello);
    flight.pop_back();
    m_sockets.send(flight);
  }));
}

TEST_F(HandshakeLimit, IsNotPutOffByBytesThatTrickleIn) {
  TlsPeer peer(identity_of(pecmock::CertificateKind::valid));
  boost::asio::steady_timer pace(m_loop);
  std::string flight;
  std::size_t sent = 0;
  const std::function<void()> trickle = [&] {
    if (sent + 1 < flight.size()) {  // the last byte never comes
      m_sockets.send(std::string_view(flight).substr(sent++, 1));
      pace.expires_after(1ms);
      pace.async_wait([&](const auto& error) {
        if (!error) {
          trickle();
        }
      });
    }
  };
  expect_timed_out(run([&](const std::string& hello) {
    flight = peer.answer(hello);
    trickle();
  }));
}

/// A server may send HelloRequest at any time, and a client that is shaking hands takes no notice (RFC 5246 §7.4.1.1).
/// OpenSSL reads on for as long as there are any.
TEST_F(HandshakeLimit, EndsAFloodOfRecordsThatMeanNothing) {
  const std::string record("\x16\x03\x03\x00\x04\x00\x00\x00\x00", 9);
  std::string flood;
  while (flood.size() < 64 * 1024) {
    flood += record;
  }
  std::thread server;
  const ServiceFacts facts = run([&](const std::string&) {
    server = std::thread([&, descriptor = m_sockets.far()] {
      std::size_t offset = 0;
      while (true) {
        const auto size = ::send(descriptor, flood.data() + offset, flood.size() - offset, MSG_NOSIGNAL);
        if (size < 0 && errno != EAGAIN) {
          return;  // the client has left
        }
        offset = size < 0 ? offset : (offset + static_cast<std::size_t>(size)) % flood.size();
        pollfd writable{descriptor, POLLOUT, 0};
        ::poll(&writable, 1, -1);
      }
    });
  });
  server.join();
  expect_timed_out(facts);
}

}  // namespace
}  // namespace pecprobe::test
