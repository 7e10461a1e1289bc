#include "protocols/net/handshake.hpp"

#include "protocols/net/certificate.hpp"
#include "protocols/net/revocation.hpp"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/x509.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

namespace pecprobe {

namespace {

constexpr std::size_t k_max_verify_errors = 32;
constexpr std::size_t k_max_foreign = 256;
constexpr int k_facts_index = 0;  // the slot that OpenSSL keeps for applications

/// Called by OpenSSL at every depth of the chain.
int note_verification(int ok, X509_STORE_CTX* store) {
  if (ok == 1) {
    return 1;
  }
  const auto* ssl = static_cast<const SSL*>(X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx()));
  auto* facts = static_cast<TlsFacts*>(SSL_get_ex_data(ssl, k_facts_index));
  const int number = X509_STORE_CTX_get_error(store);
  if (is_missing_revocation_list(number)) {
    return 1;
  }
  const STACK_OF(X509)* sent = X509_STORE_CTX_get0_untrusted(store);
  const auto count = sent == nullptr ? 0U : static_cast<std::size_t>(std::max(sk_X509_num(sent), 0));
  if (facts->verify_errors.size() < k_max_verify_errors) {
    const int depth = X509_STORE_CTX_get_error_depth(store);
    facts->verify_errors.push_back(
        {problem_of(number, depth, count), depth, number, X509_verify_cert_error_string(number)});
  }
  return 1;
}

/// Called when the server asks for a certificate of ours; there is none.
int note_certificate_request(SSL* ssl, void* facts) {
  if (SSL_is_server(ssl) == 0) {
    static_cast<TlsFacts*>(facts)->client_certificate_asked = true;
  }
  return 1;
}

/// True for a byte that a TLS record can begin with (RFC 8446 §5.1: content types 20 to 23).
bool can_begin_tls_record(unsigned char byte) noexcept { return byte >= 20 && byte <= 23; }

void note_alert(TlsFacts& facts, int alert) {
  const char* name = SSL_alert_desc_string_long(alert);
  facts.failure_text = std::string("alert: ") + (name != nullptr ? name : "unknown");
  const bool blames_certificate = alert == SSL_AD_CERTIFICATE_REQUIRED || alert == SSL_AD_BAD_CERTIFICATE ||
                                  alert == SSL_AD_HANDSHAKE_FAILURE || alert == SSL_AD_CERTIFICATE_UNKNOWN;
  if (alert == SSL_AD_CERTIFICATE_REQUIRED || (facts.client_certificate_asked && blames_certificate)) {
    facts.failure = TlsFailure::client_certificate_required;
  } else if (alert == SSL_AD_PROTOCOL_VERSION) {
    facts.failure = TlsFailure::version;
  } else {
    facts.failure = TlsFailure::alert;
  }
}

/// Called by OpenSSL around every use of the socket.
long watch_reads(BIO* bio, int operation, const char* data, std::size_t /*length*/, int /*argument*/, long /*argument*/,
                 int result, std::size_t* processed) {
  auto& reads = *reinterpret_cast<SocketReads*>(BIO_get_callback_arg(bio));
  if (operation == BIO_CB_READ && reads.readable == 0) {
    BIO_set_retry_read(bio);
    return -1;
  }
  const bool has_read = operation == (BIO_CB_READ | BIO_CB_RETURN) && result > 0 && processed != nullptr;
  if (!has_read || *processed == 0) {
    return result;
  }
  reads.readable -= std::min(reads.readable, *processed);
  if (!std::exchange(reads.has_begun, true) && !can_begin_tls_record(static_cast<unsigned char>(*data))) {
    reads.foreign.assign(data, std::min(*processed, k_max_foreign));
    return -1;
  }
  return result;
}

}  // namespace

void record_into(SSL* ssl, TlsFacts& facts) {
  SSL_set_ex_data(ssl, k_facts_index, &facts);
  SSL_set_verify(ssl, SSL_VERIFY_PEER, &note_verification);
  SSL_set_cert_cb(ssl, &note_certificate_request, &facts);
}

bool connect_to_socket(SSL* ssl, int descriptor, SocketReads& reads) {
  BIO* socket = BIO_new_socket(descriptor, BIO_NOCLOSE);
  if (socket != nullptr) {
    BIO_set_callback_ex(socket, &watch_reads);
    BIO_set_callback_arg(socket, reinterpret_cast<char*>(&reads));
  }
  SSL_set_bio(ssl, socket, socket);
  return socket != nullptr;
}

void read_handshake_facts(const SSL* ssl, TlsFacts& facts) {
  if (SSL_get_current_cipher(ssl) != nullptr) {
    facts.version = SSL_get_version(ssl);
    facts.cipher = SSL_get_cipher_name(ssl);
  }
  facts.resumed = SSL_session_reused(ssl) == 1;
  if (!facts.resumed) {
    facts.chain = chain_facts(ssl);
  }
}

void note_failure(TlsFacts& facts, int saved_errno) {
  const unsigned long error = ERR_peek_error();
  if (error == 0) {
    facts.failure = TlsFailure::closed;
    facts.failure_text = saved_errno == ECONNRESET ? "connection reset" : "connection closed";
    return;
  }
  const int reason = ERR_GET_REASON(error);
  if (ERR_GET_LIB(error) == ERR_LIB_SSL && reason > SSL_AD_REASON_OFFSET) {
    note_alert(facts, reason - SSL_AD_REASON_OFFSET);
    return;
  }
  const char* text = ERR_reason_error_string(error);
  facts.failure_text = text != nullptr ? text : "TLS failed";
  switch (reason) {
    case SSL_R_UNSUPPORTED_PROTOCOL:
    case SSL_R_WRONG_SSL_VERSION:
    case SSL_R_UNKNOWN_SSL_VERSION:
    case SSL_R_NO_PROTOCOLS_AVAILABLE:
    case SSL_R_UNSUPPORTED_SSL_VERSION: facts.failure = TlsFailure::version; break;
    case SSL_R_UNEXPECTED_EOF_WHILE_READING: facts.failure = TlsFailure::closed; break;
    default: facts.failure = TlsFailure::other;
  }
}

bool would_block(int error) noexcept {
  constexpr std::array k_numbers = {EAGAIN, EWOULDBLOCK};  // POSIX allows two numbers, which are one on most systems
  return std::find(k_numbers.begin(), k_numbers.end(), error) != k_numbers.end();
}

}  // namespace pecprobe
