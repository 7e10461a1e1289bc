#include "protocols/net/channel.hpp"

#include "protocols/net/handshake.hpp"
#include "protocols/net/tls_client.hpp"

#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <optional>
#include <utility>

namespace pecprobe {

namespace {

using boost::asio::posix::stream_descriptor;
using boost::system::error_code;

constexpr std::size_t k_read_size = 16 * 1024;  // one TLS record
constexpr int k_reads_per_turn = 4;             // then the other sessions have their turn

using ReadBuffer = std::array<char, k_read_size>;

Transfer read_plain(int descriptor, ReadBuffer& buffer) {
  const auto size = ::recv(descriptor, buffer.data(), buffer.size(), 0);
  if (size > 0) {
    return {Transfer::Kind::moved, static_cast<std::size_t>(size)};
  }
  if (size == 0) {
    return {Transfer::Kind::closed};
  }
  return {would_block(errno) || errno == EINTR ? Transfer::Kind::wants_read : Transfer::Kind::reset};
}

Transfer write_plain(int descriptor, std::string_view bytes) {
  const auto size = ::send(descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL);
  if (size >= 0) {
    return {Transfer::Kind::moved, static_cast<std::size_t>(size)};
  }
  return {would_block(errno) || errno == EINTR ? Transfer::Kind::wants_write : Transfer::Kind::reset};
}

class OpensslChannel final : public Channel {
 public:
  OpensslChannel(boost::asio::io_context& loop, Socket socket, SSL_CTX* context, ChannelEvents events,
                 TicketUse tickets)
      : m_loop(loop),
        m_socket(std::move(socket)),
        m_descriptor(m_socket.watched(loop)),
        m_context(context),
        m_events(std::move(events)),
        m_tickets(std::move(tickets)) {}

  void start_reading() override {
    m_state = State::open;
    wait_readable();
  }

  void start_tls(const std::string& host) override {
    m_tls.emplace(m_context, m_socket.descriptor(), host, std::move(m_tickets));
    m_state = State::shaking_hands;
    later([this] { continue_handshake(); });
  }

  void write(const Secret& bytes) override {
    if (m_state != State::open) {
      return;
    }
    m_out.append(bytes);
    flush();
  }

  void shut_down() override {
    if (m_state != State::open) {
      return;
    }
    flush();
    if (m_tls) {
      m_tls->close();
    }
    ::shutdown(m_socket.descriptor(), SHUT_WR);
  }

  [[nodiscard]] bool is_encrypted() const noexcept override { return m_tls && m_state == State::open; }
  [[nodiscard]] const TlsFacts* tls_facts() const noexcept override { return m_tls ? &m_tls->facts() : nullptr; }

  [[nodiscard]] bool has_offered_session() const noexcept override { return m_tls && m_tls->has_offered_session(); }

  void handshake_timed_out() override {
    if (m_state == State::shaking_hands) {
      m_tls->give_up();
      m_state = State::over;
    }
  }

 private:
  enum class State { idle, open, shaking_hands, over };

  /// Runs `action` from the event loop, unless the channel is gone by then.
  template <typename Action>
  void later(Action action) {
    boost::asio::post(m_loop, [alive = std::weak_ptr<int>(m_alive), action = std::move(action)] {
      if (!alive.expired()) {
        action();
      }
    });
  }

  template <typename Action>
  void when(stream_descriptor::wait_type type, Action action) {
    m_descriptor.async_wait(type,
                            [alive = std::weak_ptr<int>(m_alive), action = std::move(action)](const error_code& error) {
                              if (!error && !alive.expired()) {
                                action();
                              }
                            });
  }

  // --- handshake ----------------------------------------------------------------------------------------------

  void continue_handshake() {
    if (m_state != State::shaking_hands) {
      return;
    }
    switch (m_tls->shake_hands()) {
      case TlsClient::Progress::wants_read:
        when(stream_descriptor::wait_read, [this] { continue_handshake(); });
        return;
      case TlsClient::Progress::wants_write:
        when(stream_descriptor::wait_write, [this] { continue_handshake(); });
        return;
      case TlsClient::Progress::ended: break;
    }
    m_state = m_tls->facts().verified() ? State::open : State::over;
    if (m_state == State::open) {
      acknowledge_at_once();
      later([this] { read_available(); });  // the greeting may have come with the last flight of the handshake
    }
    m_events.on_handshake();
  }

  /// The server's session tickets want an acknowledgement that carries nothing. While ours is delayed (40 ms), a server
  /// with Nagle's algorithm holds its greeting back: seen with Postfix 3.7 behind OpenSSL 3.
  void acknowledge_at_once() {
#ifdef TCP_QUICKACK
    const int on = 1;
    ::setsockopt(m_socket.descriptor(), IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
#endif
  }

  // --- application data ---------------------------------------------------------------------------------------

  void wait_readable() {
    if (m_state == State::open && !m_waiting_to_read) {
      m_waiting_to_read = true;
      when(stream_descriptor::wait_read, [this] {
        m_waiting_to_read = false;
        read_available();
      });
    }
  }

  /// Reads what is there, a bounded number of times, and tells. The event may destroy the channel.
  void read_available() {
    const std::weak_ptr<int> alive = m_alive;
    ReadBuffer buffer;  // not cleared: only what was read is looked at
    for (int turn = 0; turn < k_reads_per_turn && m_state == State::open; ++turn) {
      const Transfer got = m_tls ? m_tls->read(buffer) : read_plain(m_socket.descriptor(), buffer);
      if (got.kind != Transfer::Kind::moved) {
        return wait_or_end(got.kind);
      }
      m_events.on_bytes({buffer.data(), got.size});
      if (alive.expired()) {
        return;
      }
      if (m_tls && !m_tls->has_more()) {
        return wait_readable();
      }
    }
    if (m_state == State::open) {
      later([this] { read_available(); });
    }
  }

  void wait_or_end(Transfer::Kind kind) {
    switch (kind) {
      case Transfer::Kind::moved: return;
      case Transfer::Kind::wants_read: return wait_readable();
      case Transfer::Kind::wants_write: return when(stream_descriptor::wait_write, [this] { read_available(); });
      case Transfer::Kind::closed: return end(ConnectionEnd::closed);
      case Transfer::Kind::reset: return end(ConnectionEnd::reset);
      case Transfer::Kind::tls_failed: return end(ConnectionEnd::tls_failed);
    }
  }

  void flush() {
    while (m_state == State::open && m_written < m_out.size()) {
      const std::string_view rest = m_out.reveal().substr(m_written);
      const Transfer put = m_tls ? m_tls->write(rest) : write_plain(m_socket.descriptor(), rest);
      switch (put.kind) {
        case Transfer::Kind::moved: m_written += put.size; continue;
        case Transfer::Kind::wants_read: when(stream_descriptor::wait_read, [this] { flush(); }); return;
        case Transfer::Kind::wants_write: when(stream_descriptor::wait_write, [this] { flush(); }); return;
        case Transfer::Kind::closed:
        case Transfer::Kind::reset:
        case Transfer::Kind::tls_failed: break;
      }
      break;  // the reading side tells the end: what the server said before it closed is still to be read
    }
    m_out = Secret{};
    m_written = 0;
  }

  void end(ConnectionEnd end) {
    m_state = State::over;
    const auto tell = std::move(m_events.on_end);
    tell(end);
  }

  boost::asio::io_context& m_loop;
  Socket m_socket;
  stream_descriptor& m_descriptor;  // of the socket
  SSL_CTX* m_context;
  ChannelEvents m_events;
  TicketUse m_tickets;  // until the handshake begins
  std::optional<TlsClient> m_tls;
  Secret m_out;
  std::size_t m_written = 0;
  State m_state = State::idle;
  bool m_waiting_to_read = false;
  std::shared_ptr<int> m_alive = std::make_shared<int>();
};

}  // namespace

std::unique_ptr<Channel> make_openssl_channel(boost::asio::io_context& loop, Socket socket, SSL_CTX* context,
                                              ChannelEvents events, TicketUse tickets) {
  return std::make_unique<OpensslChannel>(loop, std::move(socket), context, std::move(events), std::move(tickets));
}

}  // namespace pecprobe
