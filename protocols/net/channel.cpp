#include "protocols/net/channel.hpp"

#include "protocols/net/certificate.hpp"
#include "protocols/net/handshake.hpp"
#include "protocols/net/host_name.hpp"
#include "protocols/net/revocation.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <openssl/bio.h>
#include <openssl/err.h>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <optional>
#include <utility>

namespace pecprobe {

namespace {

using boost::asio::posix::stream_descriptor;
using boost::system::error_code;

constexpr std::size_t k_read_size = 16 * 1024;  // one TLS record
constexpr int k_reads_per_turn = 4;             // then the other sessions have their turn

struct SslDeleter {
  void operator()(SSL* ssl) const noexcept { SSL_free(ssl); }
};

class OpensslChannel final : public Channel {
 public:
  OpensslChannel(boost::asio::io_context& loop, Socket socket, SSL_CTX* context, ChannelEvents events)
      : m_loop(loop), m_socket(std::move(socket)), m_descriptor(loop), m_context(context), m_events(std::move(events)) {
    m_descriptor.assign(m_socket.descriptor());
  }
  ~OpensslChannel() override { m_descriptor.release(); }  // the socket closes it

  void start_reading() override {
    m_state = State::open;
    wait_readable();
  }

  void start_tls(const std::string& host) override {
    m_tls.emplace();
    m_host = host;
    m_ssl.reset(SSL_new(m_context));
    if (!m_ssl || !write_to_socket(m_ssl.get(), m_socket.descriptor())) {
      m_tls->failure = TlsFailure::other;
      m_tls->failure_text = "OpenSSL could not set up the connection";
      later([this] { end_handshake(); });
      return;
    }
    record_into(m_ssl.get(), *m_tls);
    if (!is_ip_literal(host)) {
      const std::string name = without_trailing_dot(host);
      // The macro SSL_set_tlsext_host_name without its C cast; OpenSSL copies the name.
      SSL_ctrl(m_ssl.get(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, const_cast<char*>(name.c_str()));
    }
    request_stapled_answer(m_ssl.get());
    SSL_set_connect_state(m_ssl.get());
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
    if (m_ssl) {
      ERR_clear_error();
      SSL_shutdown(m_ssl.get());
    }
    ::shutdown(m_socket.descriptor(), SHUT_WR);
  }

  [[nodiscard]] bool is_encrypted() const noexcept override { return m_ssl != nullptr && m_state == State::open; }
  [[nodiscard]] const TlsFacts* tls_facts() const noexcept override { return m_tls ? &*m_tls : nullptr; }

  void handshake_timed_out() override {
    if (m_tls && m_state == State::shaking_hands) {
      m_tls->failure = TlsFailure::timed_out;
      read_handshake_facts(m_ssl.get(), *m_tls);
      m_state = State::over;
    }
  }

 private:
  enum class State { idle, open, shaking_hands, over };

  static bool is_ip_literal(const std::string& host) {
    error_code error;
    boost::asio::ip::make_address(host, error);
    return !error;
  }

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
    if (m_said_hello && !m_saw_first_bytes && !looks_like_tls()) {
      return;
    }
    ERR_clear_error();
    const int result = SSL_do_handshake(m_ssl.get());
    const int saved_errno = errno;
    count_round_trip();
    if (result == 1) {
      read_handshake_facts(m_ssl.get(), *m_tls);
      m_tls->host_match = match_host(m_ssl.get(), m_host);
      if (const auto revoked = stapled_revocation(m_ssl.get())) {
        m_tls->verify_errors.push_back(*revoked);
      }
      if (!m_tls->verified()) {
        m_tls->failure = TlsFailure::certificate;
      }
      end_handshake();
      return;
    }
    switch (SSL_get_error(m_ssl.get(), result)) {
      case SSL_ERROR_WANT_READ:
        m_said_hello = true;
        when(stream_descriptor::wait_read, [this] { continue_handshake(); });
        return;
      case SSL_ERROR_WANT_WRITE: when(stream_descriptor::wait_write, [this] { continue_handshake(); }); return;
      default:
        note_failure(*m_tls, saved_errno);
        read_handshake_facts(m_ssl.get(), *m_tls);
        end_handshake();
    }
  }

  /// False when nothing has come yet, or when the handshake is over because of what came.
  bool looks_like_tls() {
    switch (look_at_first_bytes(m_socket.descriptor(), m_tls->not_tls_bytes)) {
      case FirstBytes::none: when(stream_descriptor::wait_read, [this] { continue_handshake(); }); return false;
      case FirstBytes::tls: m_saw_first_bytes = true; return read_from_socket(m_ssl.get(), m_socket.descriptor());
      case FirstBytes::foreign: break;
    }
    m_tls->failure = TlsFailure::not_tls;
    end_handshake();
    return false;
  }

  /// A round trip is a flight of ours that we waited behind.
  void count_round_trip() {
    const auto written = BIO_number_written(SSL_get_wbio(m_ssl.get()));
    if (written > m_handshake_bytes_written && SSL_is_init_finished(m_ssl.get()) == 0) {
      ++m_tls->handshake_round_trips;
    }
    m_handshake_bytes_written = written;
  }

  /// The server's session tickets want an acknowledgement that carries nothing. While ours is delayed (40 ms), a server
  /// with Nagle's algorithm holds its greeting back: seen with Postfix 3.7 behind OpenSSL 3.
  void acknowledge_at_once() {
#ifdef TCP_QUICKACK
    const int on = 1;
    ::setsockopt(m_socket.descriptor(), IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
#endif
  }

  void end_handshake() {
    m_state = m_tls->verified() ? State::open : State::over;
    if (m_state == State::open) {
      acknowledge_at_once();
      later([this] { read_available(); });
    }
    m_events.on_handshake();
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
    std::array<char, k_read_size> buffer;  // not cleared: only what was read is looked at
    for (int turn = 0; turn < k_reads_per_turn && m_state == State::open; ++turn) {
      const long size = m_ssl ? read_tls(buffer) : read_plain(buffer);
      if (size == 0) {
        return;  // waiting, or over and told so
      }
      m_events.on_bytes({buffer.data(), static_cast<std::size_t>(size)});
      if (alive.expired()) {
        return;
      }
    }
    if (m_state == State::open) {
      later([this] { read_available(); });
    }
  }

  long read_plain(std::array<char, k_read_size>& buffer) {
    const auto size = ::recv(m_socket.descriptor(), buffer.data(), buffer.size(), 0);
    if (size > 0) {
      return size;
    }
    if (size == 0) {
      end(ConnectionEnd::closed);
    } else if (would_block(errno) || errno == EINTR) {
      wait_readable();
    } else {
      end(ConnectionEnd::reset);
    }
    return 0;
  }

  long read_tls(std::array<char, k_read_size>& buffer) {
    ERR_clear_error();
    const int size = SSL_read(m_ssl.get(), buffer.data(), static_cast<int>(buffer.size()));
    const int saved_errno = errno;
    if (size > 0) {
      return size;
    }
    switch (SSL_get_error(m_ssl.get(), size)) {
      case SSL_ERROR_WANT_READ: wait_readable(); return 0;
      case SSL_ERROR_WANT_WRITE:  // a KeyUpdate that must be answered
        when(stream_descriptor::wait_write, [this] { read_available(); });
        return 0;
      case SSL_ERROR_ZERO_RETURN: end(ConnectionEnd::closed); return 0;
      default:
        if (ERR_peek_error() != 0) {  // in TLS 1.3 the server judges our missing certificate after the handshake
          note_failure(*m_tls, saved_errno);
          if (m_tls->failure == TlsFailure::closed) {
            m_tls->failure = TlsFailure::none;
          }
          end(m_tls->failure == TlsFailure::none ? ConnectionEnd::closed : ConnectionEnd::tls_failed);
        } else {
          end(saved_errno == 0 ? ConnectionEnd::closed : ConnectionEnd::reset);
        }
        return 0;
    }
  }

  void flush() {
    while (m_state == State::open && m_written < m_out.size()) {
      const std::string_view rest = m_out.reveal().substr(m_written);
      const long size = m_ssl ? write_tls(rest) : write_plain(rest);
      if (size <= 0) {
        return;
      }
      m_written += static_cast<std::size_t>(size);
    }
    m_out = Secret{};
    m_written = 0;
  }

  long write_plain(std::string_view bytes) {
    const auto size = ::send(m_socket.descriptor(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (size < 0 && would_block(errno)) {
      wait_writable();
    } else if (size < 0 && errno != EINTR) {
      // The reading side tells the end: what the server said before it closed is still to be read.
      m_out = Secret{};
      m_written = 0;
    }
    return size < 0 ? 0 : size;
  }

  long write_tls(std::string_view bytes) {
    ERR_clear_error();
    const int size =
        SSL_write(m_ssl.get(), bytes.data(), static_cast<int>(std::min<std::size_t>(bytes.size(), k_read_size)));
    if (size > 0) {
      return size;
    }
    const int error = SSL_get_error(m_ssl.get(), size);
    if (error == SSL_ERROR_WANT_WRITE) {
      wait_writable();
    } else if (error == SSL_ERROR_WANT_READ) {
      when(stream_descriptor::wait_read, [this] { flush(); });
    } else {
      m_out = Secret{};
      m_written = 0;
    }
    return 0;
  }

  void wait_writable() {
    when(stream_descriptor::wait_write, [this] { flush(); });
  }

  void end(ConnectionEnd end) {
    m_state = State::over;
    m_events.on_end(end);
  }

  boost::asio::io_context& m_loop;
  Socket m_socket;
  stream_descriptor m_descriptor;
  SSL_CTX* m_context;
  ChannelEvents m_events;
  std::unique_ptr<SSL, SslDeleter> m_ssl;
  std::optional<TlsFacts> m_tls;
  std::string m_host;
  Secret m_out;
  std::size_t m_written = 0;
  State m_state = State::idle;
  bool m_said_hello = false;
  bool m_saw_first_bytes = false;
  bool m_waiting_to_read = false;
  std::uint64_t m_handshake_bytes_written = 0;
  std::shared_ptr<int> m_alive = std::make_shared<int>();
};

}  // namespace

std::unique_ptr<Channel> make_openssl_channel(boost::asio::io_context& loop, Socket socket, SSL_CTX* context,
                                              ChannelEvents events) {
  return std::make_unique<OpensslChannel>(loop, std::move(socket), context, std::move(events));
}

}  // namespace pecprobe
