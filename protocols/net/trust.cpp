#include "protocols/net/trust.hpp"

#include "protocols/net/memory_failures.hpp"
#include "protocols/net/revocation.hpp"
#include "protocols/net/trust_store.hpp"

namespace pecprobe {

namespace {

constexpr int k_security_level = 2;
constexpr const char* k_ciphers = "DEFAULT:!aNULL:!eNULL:!MD5:!RC4:!3DES:!PSK:!SRP";  // of TLS 1.2
/// First the one that every server has (RFC 8446 §9.1), as browsers ask for it: processors have instructions for its
/// hash.
constexpr const char* k_tls13_ciphers = "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256";
constexpr long k_max_sent_record = 2048;  // bytes; RFC 8446 §5.1 allows up to 16,384

/// No configuration file may loosen what is set here.
void start_without_configuration() { OPENSSL_init_ssl(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr); }

}  // namespace

tl::expected<SslContext, NetworkError> make_ssl_context(const std::string& ca_file, const std::string& crl_file) {
  const std::uint64_t memory_failures = library_memory_failures();
  start_without_configuration();
  SslContext context(SSL_CTX_new(TLS_client_method()));
  require_memory_since(memory_failures);
  if (!context) {
    return tl::unexpected(NetworkError{NetworkProblem::library_failed, {}, "OpenSSL: " + openssl_error()});
  }
  SSL_CTX_set_security_level(context.get(), k_security_level);
  SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
  SSL_CTX_set_max_proto_version(context.get(), TLS1_3_VERSION);
  SSL_CTX_set_cipher_list(context.get(), k_ciphers);
  SSL_CTX_set_ciphersuites(context.get(), k_tls13_ciphers);
  SSL_CTX_set_options(context.get(), SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_IGNORE_UNEXPECTED_EOF);
  SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_OFF);
  SSL_CTX_set_mode(context.get(),
                   SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
  // A buffer is taken, given back and wiped at every call; our commands are short.
  SSL_CTX_set_max_send_fragment(context.get(), k_max_sent_record);
  SSL_CTX_set_read_ahead(context.get(), 1);  // without it each record takes two calls of the system
  auto store = make_trust_store(ca_file);
  if (!store) {
    return tl::unexpected(store.error());
  }
  SSL_CTX_set_cert_store(context.get(), store->release());
  if (!crl_file.empty()) {
    const auto lists =
        check_trust_file(crl_file).and_then([&] { return load_revocation_lists(context.get(), crl_file); });
    require_memory_since(memory_failures);
    if (!lists) {
      return tl::unexpected(lists.error());
    }
  }
  return context;
}

}  // namespace pecprobe
