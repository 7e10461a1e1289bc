#include "protocols/net/ticket_use.hpp"

#include "protocols/net/certificate.hpp"

#include <utility>

namespace pecprobe {

namespace {

/// The slot of a connection that OpenSSL keeps for us.
int ticket_use_slot() {
  static const int k_index = SSL_get_ex_new_index(0, nullptr, nullptr, nullptr, nullptr);
  return k_index;
}

}  // namespace

void TicketUse::prepare(SSL_CTX* context) {
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
  SSL_CTX_sess_set_new_cb(context, &TicketUse::take_new_session);
}

void TicketUse::begin(SSL* ssl) {
  if (m_pool == nullptr) {
    return;
  }
  SSL_set_ex_data(ssl, ticket_use_slot(), this);
  if (m_handshake == Handshake::may_resume) {
    m_offered = m_pool->take(m_destination);
  }
  if (m_offered) {
    SSL_set_session(ssl, m_offered->session.get());
  }
}

void TicketUse::confirm_full(const SSL* ssl, const TlsFacts& facts) {
  if (m_pool != nullptr) {
    const auto [not_before, not_after] = validity_of(SSL_get0_verified_chain(ssl));
    confirm(std::make_shared<VerifiedChain>(
        VerifiedChain{facts.chain, facts.host_match, not_before, not_after, m_pool->now()}));
  }
}

void TicketUse::confirm_resumed() { confirm(m_offered->verification); }

void TicketUse::confirm(std::shared_ptr<const VerifiedChain> verification) {
  m_verification = std::move(verification);
  if (m_unconfirmed) {
    m_pool->keep(m_destination, {std::move(m_unconfirmed), m_verification});
  }
}

void TicketUse::reject() {
  if (m_offered) {
    m_pool->forget(m_destination);
  }
}

/// Called by OpenSSL; 1 says that the session is ours now.
int TicketUse::take_new_session(SSL* ssl, SSL_SESSION* session) {
  auto* self = static_cast<TicketUse*>(SSL_get_ex_data(ssl, ticket_use_slot()));
  if (self == nullptr || SSL_SESSION_is_resumable(session) == 0) {
    return 0;
  }
  std::unique_ptr<SSL_SESSION, SslSessionDeleter> owned(session);
  if (self->m_verification) {
    self->m_pool->keep(self->m_destination, {std::move(owned), self->m_verification});
  } else {
    self->m_unconfirmed = std::move(owned);
  }
  return 1;
}

}  // namespace pecprobe
