// What one connection does with TLS sessions: it offers one of an earlier connection and keeps the new ones.
#pragma once

#include "protocols/net/ticket_pool.hpp"

#include <openssl/ssl.h>

#include <memory>
#include <optional>
#include <vector>

namespace pecprobe {

/// Whether a handshake may go on with an earlier session.
enum class Handshake { may_resume, full };

class TicketUse {
 public:
  /// Neither offers nor keeps.
  TicketUse() = default;
  /// `pool` outlives it.
  TicketUse(TicketPool& pool, TlsDestination destination, Handshake handshake)
      : m_pool(&pool), m_destination(std::move(destination)), m_handshake(handshake) {}

  /// Has the context tell connections of new sessions; it keeps none itself.
  static void prepare(SSL_CTX* context);

  /// Before the handshake. Stays where it is as long as `ssl` lives.
  void begin(SSL* ssl);
  [[nodiscard]] bool has_offered() const noexcept { return m_offered.has_value(); }
  /// What a resumed handshake rests on; null before begin() offered anything.
  [[nodiscard]] const VerifiedChain* earlier() const noexcept {
    return m_offered ? m_offered->verification.get() : nullptr;
  }

  /// The handshake holds, so that its sessions are kept from now on, those that came already too.
  void confirm_full(const SSL* ssl, const TlsFacts& facts);
  void confirm_resumed();
  /// The handshake broke after an offer: what else is kept for this server is as doubtful.
  void reject();

 private:
  static int take_new_session(SSL* ssl, SSL_SESSION* session);
  void confirm(std::shared_ptr<const VerifiedChain> verification);

  TicketPool* m_pool = nullptr;
  TlsDestination m_destination;
  Handshake m_handshake = Handshake::full;
  std::optional<Ticket> m_offered;
  std::shared_ptr<const VerifiedChain> m_verification;            // once confirmed
  std::unique_ptr<SSL_SESSION, SslSessionDeleter> m_unconfirmed;  // TLS 1.2 hands it out before we verified
};

}  // namespace pecprobe
