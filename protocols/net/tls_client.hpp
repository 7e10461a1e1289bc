// The client side of TLS on a connected, non-blocking socket: what OpenSSL does, without waiting for anything.
#pragma once

#include "protocols/net/handshake.hpp"
#include "protocols/net/ticket_use.hpp"
#include "protocols/net/transfer.hpp"
#include "protocols/wire/tls_facts.hpp"

#include <openssl/ssl.h>

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace pecprobe {

class TlsClient {
 public:
  /// `context` and the socket outlive it. `host` is asked for by name (SNI, RFC 6066 §3), unless it is an IP literal,
  /// and is the name that the certificate must hold for.
  /// `tickets` offers an earlier session and keeps new ones, where it has a pool.
  TlsClient(SSL_CTX* context, int descriptor, std::string host, TicketUse tickets = {});
  TlsClient(const TlsClient&) = delete;
  TlsClient& operator=(const TlsClient&) = delete;

  enum class Progress { wants_read, wants_write, ended };
  /// Goes on with the handshake as far as the socket allows. Ended, well or badly: see facts().
  [[nodiscard]] Progress shake_hands();
  /// Our own limit ended the handshake: what is known so far goes into the facts.
  void give_up();

  /// Application data; only after a handshake that holds (TlsFacts::verified()).
  [[nodiscard]] Transfer read(std::span<char> buffer);
  /// Bytes were taken from the socket and not yet read: no event of the socket will tell of them.
  [[nodiscard]] bool has_more() const;
  [[nodiscard]] Transfer write(std::string_view bytes);
  /// Sends close_notify.
  void close();

  [[nodiscard]] const TlsFacts& facts() const noexcept { return m_facts; }
  /// The handshake began with an earlier session, whatever became of it.
  [[nodiscard]] bool has_offered_session() const noexcept { return m_tickets.has_offered(); }

 private:
  struct SslDeleter {
    void operator()(SSL* ssl) const noexcept {
      // A connection that the server ended first would spoil its session for others (RFC 5246 §7.2.1 lets it stand).
      SSL_set_shutdown(ssl, SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);
      SSL_free(ssl);
    }
  };

  [[nodiscard]] bool prepare(SSL_CTX* context, int descriptor);
  [[nodiscard]] Progress end(TlsFailure failure, std::string text);
  [[nodiscard]] Progress verify();
  void count_round_trip();
  [[nodiscard]] Transfer broken(int saved_errno);

  std::string m_host;
  TlsFacts m_facts;
  TicketUse m_tickets;
  SocketReads m_reads;
  std::unique_ptr<SSL, SslDeleter> m_ssl;
  std::uint64_t m_handshake_bytes_written = 0;
  bool m_is_prepared = false;
  bool m_said_hello = false;
  bool m_has_received = false;  // application data
};

}  // namespace pecprobe
