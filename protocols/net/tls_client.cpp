#include "protocols/net/tls_client.hpp"

#include "protocols/net/certificate.hpp"
#include "protocols/net/host_name.hpp"
#include "protocols/net/revocation.hpp"

#include <openssl/bio.h>
#include <openssl/err.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <limits>
#include <utility>

namespace pecprobe {

namespace {

/// What one call may take from the socket. OpenSSL reads on by itself over whatever carries no data (HelloRequest,
/// NewSessionTicket): a server that sends such records faster than they are read would never let it return, and no
/// limit of ours would end that.
constexpr std::size_t k_read_budget = 128 * 1024;

int as_int(std::size_t size) noexcept {
  return static_cast<int>(std::min<std::size_t>(size, std::numeric_limits<int>::max()));
}

}  // namespace

TlsClient::TlsClient(SSL_CTX* context, int descriptor, std::string host, TicketUse tickets)
    : m_host(std::move(host)), m_tickets(std::move(tickets)), m_is_prepared(prepare(context, descriptor)) {}

bool TlsClient::prepare(SSL_CTX* context, int descriptor) {
  m_ssl.reset(SSL_new(context));
  if (!m_ssl || !connect_to_socket(m_ssl.get(), descriptor, m_reads)) {
    return false;
  }
  record_into(m_ssl.get(), m_facts);
  if (!is_ip_literal(m_host)) {
    const std::string name = without_trailing_dot(m_host);
    // The macro SSL_set_tlsext_host_name without its C cast; OpenSSL copies the name.
    SSL_ctrl(m_ssl.get(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, const_cast<char*>(name.c_str()));
  }
  request_stapled_answer(m_ssl.get());
  m_tickets.begin(m_ssl.get());
  SSL_set_connect_state(m_ssl.get());
  return true;
}

// --- handshake ------------------------------------------------------------------------------------------------

TlsClient::Progress TlsClient::shake_hands() {
  if (!m_is_prepared) {
    return end(TlsFailure::other, "OpenSSL could not set up the connection");
  }
  m_reads.readable = m_said_hello ? k_read_budget : 0;  // nothing comes before our own first bytes
  errno = 0;                                            // the end of the stream leaves it as it was
  ERR_clear_error();
  const int result = SSL_do_handshake(m_ssl.get());
  const int saved_errno = errno;
  count_round_trip();
  if (result == 1) {
    return verify();
  }
  switch (SSL_get_error(m_ssl.get(), result)) {
    case SSL_ERROR_WANT_READ: m_said_hello = true; return Progress::wants_read;
    case SSL_ERROR_WANT_WRITE: return Progress::wants_write;
    default: break;
  }
  if (!m_reads.foreign.empty()) {
    m_facts.not_tls_bytes = std::move(m_reads.foreign);
    return end(TlsFailure::not_tls, {});
  }
  note_failure(m_facts, saved_errno);
  read_handshake_facts(m_ssl.get(), m_facts);
  m_tickets.reject();
  return Progress::ended;
}

TlsClient::Progress TlsClient::verify() {
  read_handshake_facts(m_ssl.get(), m_facts);
  if (m_facts.resumed) {
    m_facts.chain = m_tickets.earlier()->chain;
    m_facts.host_match = m_tickets.earlier()->host_match;
  } else {
    m_facts.host_match = match_host(m_ssl.get(), m_host);
    if (const auto revoked = stapled_revocation(m_ssl.get())) {
      m_facts.verify_errors.push_back(*revoked);
    }
  }
  if (!m_facts.verified()) {
    m_facts.failure = TlsFailure::certificate;
  } else if (m_facts.resumed) {
    m_tickets.confirm_resumed();
  } else if (!m_facts.client_certificate_asked) {  // a resumed handshake would not show that it is asked for
    m_tickets.confirm_full(m_ssl.get(), m_facts);
  }
  return Progress::ended;
}

TlsClient::Progress TlsClient::end(TlsFailure failure, std::string text) {
  m_facts.failure = failure;
  m_facts.failure_text = std::move(text);
  return Progress::ended;
}

void TlsClient::give_up() {
  m_facts.failure = TlsFailure::timed_out;
  if (m_is_prepared) {
    read_handshake_facts(m_ssl.get(), m_facts);
  }
}

/// A round trip is a flight of ours that we waited behind.
void TlsClient::count_round_trip() {
  const auto written = BIO_number_written(SSL_get_wbio(m_ssl.get()));
  // In a full handshake of TLS 1.2 the server answers our last flight, too (RFC 5246 §7.3), perhaps so fast that nobody
  // had to wait.
  const bool server_ends = SSL_version(m_ssl.get()) < TLS1_3_VERSION && SSL_session_reused(m_ssl.get()) == 0;
  if (written > m_handshake_bytes_written && (server_ends || SSL_is_init_finished(m_ssl.get()) == 0)) {
    ++m_facts.handshake_round_trips;
  }
  m_handshake_bytes_written = written;
}

// --- application data -----------------------------------------------------------------------------------------

Transfer TlsClient::read(std::span<char> buffer) {
  m_reads.readable = k_read_budget;
  ERR_clear_error();
  const int size = SSL_read(m_ssl.get(), buffer.data(), as_int(buffer.size()));
  const int saved_errno = errno;
  if (size > 0) {
    m_has_received = true;
    return {Transfer::Kind::moved, static_cast<std::size_t>(size)};
  }
  switch (SSL_get_error(m_ssl.get(), size)) {
    case SSL_ERROR_WANT_READ: return {Transfer::Kind::wants_read};
    case SSL_ERROR_WANT_WRITE: return {Transfer::Kind::wants_write};  // a KeyUpdate that must be answered
    case SSL_ERROR_ZERO_RETURN: return {Transfer::Kind::closed};
    default: return broken(saved_errno);
  }
}

bool TlsClient::has_more() const { return SSL_has_pending(m_ssl.get()) == 1; }

Transfer TlsClient::write(std::string_view bytes) {
  m_reads.readable = k_read_budget;
  ERR_clear_error();
  const int size = SSL_write(m_ssl.get(), bytes.data(), as_int(bytes.size()));
  const int saved_errno = errno;
  if (size > 0) {
    return {Transfer::Kind::moved, static_cast<std::size_t>(size)};
  }
  switch (SSL_get_error(m_ssl.get(), size)) {
    case SSL_ERROR_WANT_READ: return {Transfer::Kind::wants_read};
    case SSL_ERROR_WANT_WRITE: return {Transfer::Kind::wants_write};
    default: return {saved_errno == 0 ? Transfer::Kind::closed : Transfer::Kind::reset};
  }
}

Transfer TlsClient::broken(int saved_errno) {
  if (ERR_peek_error() == 0) {
    return {saved_errno == 0 ? Transfer::Kind::closed : Transfer::Kind::reset};
  }
  TlsFacts judged = m_facts;
  note_failure(judged, saved_errno);
  if (judged.failure == TlsFailure::closed) {
    return {Transfer::Kind::closed};
  }
  // In TLS 1.3 the server judges our last flight, a missing certificate too, when for us the handshake has ended.
  if (m_has_received || SSL_version(m_ssl.get()) < TLS1_3_VERSION) {
    return {Transfer::Kind::reset};
  }
  m_facts = std::move(judged);
  return {Transfer::Kind::tls_failed};
}

void TlsClient::close() {
  ERR_clear_error();
  SSL_shutdown(m_ssl.get());
}

}  // namespace pecprobe
