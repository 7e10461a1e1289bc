// A client's channel and a TLS server in memory, and a test between them.
#pragma once

#include "protocols/net/channel.hpp"
#include "protocols/net/known_chains.hpp"
#include "protocols/net/trust.hpp"
#include "tests/unit/net/socket_pair.hpp"
#include "tests/unit/net/tls_peer.hpp"

#include <boost/asio/io_context.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace pecprobe::test {

inline constexpr std::string_view k_greeting = "* OK ready\r\n";

/// What a client's channel told.
struct Told {
  int handshakes = 0;
  TlsFacts tls;
  std::string received;
  std::optional<ConnectionEnd> end;
};

/// One connection, driven turn by turn from one thread: nothing happens between two calls.
class DrivenConnection {
 public:
  explicit DrivenConnection(pecmock::CertificateKind certificate = pecmock::CertificateKind::valid,
                            const PeerOptions& options = {}, TicketUse tickets = {},
                            const std::string& host = "localhost")
      : m_peer(identity_of(certificate), options) {
    static const SystemClock clock;
    static KnownChains chains(clock);  // as in a network: what one connection verified must not change the next one
    static const SslContext context = [] {
      SslContext made = make_ssl_context(test_authority().ca_file(), {}).value();
      TicketUse::prepare(made.get());
      chains.serve(made.get());
      return made;
    }();
    m_channel = make_openssl_channel(m_loop, m_sockets.take_near(), context.get(),
                                     {[this](std::string_view bytes) { m_told.received += bytes; },
                                      [this] { ++m_told.handshakes; }, [this](ConnectionEnd end) { m_told.end = end; }},
                                     std::move(tickets));
    m_channel->start_tls(host);
    turn();
  }

  /// Lets the client do whatever it can without new bytes.
  void turn() {
    do {
      m_loop.restart();
    } while (m_loop.poll() > 0);
    if (m_channel->tls_facts() != nullptr) {
      m_told.tls = *m_channel->tls_facts();
    }
  }

  /// These bytes reach the client at once.
  void deliver(std::string_view bytes) {
    m_sockets.send(bytes);
    turn();
  }

  /// The server's next flight in answer to all that the client has sent.
  std::string next_flight() { return m_peer.answer(m_sockets.received(), k_greeting); }

  SocketPair& sockets() { return m_sockets; }
  Channel& channel() { return *m_channel; }
  [[nodiscard]] bool has_offered_session() const { return m_channel->has_offered_session(); }
  TlsPeer& peer() { return m_peer; }
  const Told& told() const { return m_told; }

 private:
  boost::asio::io_context m_loop;
  SocketPair m_sockets;
  TlsPeer m_peer;
  Told m_told;
  std::unique_ptr<Channel> m_channel;
};

}  // namespace pecprobe::test
