#include "protocols/net/trust.hpp"

#include "protocols/net/revocation.hpp"

#include <openssl/err.h>
#include <openssl/x509.h>

#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>

namespace pecprobe {

namespace {

constexpr int k_security_level = 2;
constexpr long k_max_sent_record = 2048;                 // bytes; RFC 8446 §5.1 allows up to 16,384
constexpr std::uintmax_t k_max_file = 32 * 1024 * 1024;  // the whole web's roots are a quarter of a megabyte

/// The bundle that Debian, Fedora, SUSE, Alpine and FreeBSD keep; one file loads far faster than a folder of links.
constexpr std::array<const char*, 4> k_system_bundles = {"/etc/ssl/certs/ca-certificates.crt",
                                                         "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem",
                                                         "/etc/ssl/cert.pem"};

std::string library_error() {
  std::array<char, 256> text{};
  const unsigned long code = ERR_get_error();
  ERR_clear_error();
  ERR_error_string_n(code, text.data(), text.size());
  const char* reason = ERR_reason_error_string(code);
  return reason != nullptr ? reason : text.data();
}

/// Whether a file can be what a user names as one of certificates or lists.
tl::expected<void, NetworkError> check_file(const std::string& file) {
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0 || (S_ISREG(status.st_mode) && ::access(file.c_str(), R_OK) != 0)) {
    return tl::unexpected(NetworkError{NetworkProblem::file_unreadable, file, std::strerror(errno)});
  }
  if (!S_ISREG(status.st_mode)) {
    return tl::unexpected(NetworkError{NetworkProblem::file_not_regular, file, {}});
  }
  if (static_cast<std::uintmax_t>(status.st_size) > k_max_file) {
    return tl::unexpected(NetworkError{NetworkProblem::file_too_large, file, {}});
  }
  return {};
}

/// Loads all certificates of a PEM file.
tl::expected<void, NetworkError> load_bundle(SSL_CTX* context, const std::string& file) {
  ERR_clear_error();
  if (SSL_CTX_load_verify_file(context, file.c_str()) != 1) {
    return tl::unexpected(NetworkError{NetworkProblem::no_certificate_in_file, file, library_error()});
  }
  return {};
}

tl::expected<void, NetworkError> load_system_store(SSL_CTX* context) {
  for (const char* bundle : k_system_bundles) {
    if (check_file(bundle) && load_bundle(context, bundle)) {
      return {};
    }
  }
  // Not SSL_CTX_set_default_verify_paths(): it would obey SSL_CERT_FILE and SSL_CERT_DIR of the environment.
  ERR_clear_error();
  if (SSL_CTX_load_verify_dir(context, X509_get_default_cert_dir()) == 1) {
    return {};
  }
  return tl::unexpected(NetworkError{NetworkProblem::no_system_store, {}, library_error()});
}

/// No configuration file may loosen what is set here.
void start_without_configuration() { OPENSSL_init_ssl(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr); }

}  // namespace

tl::expected<SslContext, NetworkError> make_ssl_context(const std::string& ca_file, const std::string& crl_file) {
  start_without_configuration();
  SslContext context(SSL_CTX_new(TLS_client_method()));
  if (!context) {
    return tl::unexpected(NetworkError{NetworkProblem::library_failed, {}, "OpenSSL: " + library_error()});
  }
  SSL_CTX_set_security_level(context.get(), k_security_level);
  SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
  SSL_CTX_set_max_proto_version(context.get(), TLS1_3_VERSION);
  SSL_CTX_set_cipher_list(context.get(), "HIGH:!aNULL:!eNULL:!MD5:!RC4:!3DES:!PSK:!SRP");
  SSL_CTX_set_options(context.get(), SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_IGNORE_UNEXPECTED_EOF);
  SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_OFF);
  SSL_CTX_set_mode(context.get(),
                   SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
  // A buffer is taken, given back and wiped at every call; our commands are short.
  SSL_CTX_set_max_send_fragment(context.get(), k_max_sent_record);
  SSL_CTX_set_read_ahead(context.get(), 1);  // without it each record takes two calls of the system
  const auto loaded = ca_file.empty()
                          ? load_system_store(context.get())
                          : check_file(ca_file).and_then([&] { return load_bundle(context.get(), ca_file); });
  if (!loaded) {
    return tl::unexpected(loaded.error());
  }
  if (!crl_file.empty()) {
    const auto lists = check_file(crl_file).and_then([&] { return load_revocation_lists(context.get(), crl_file); });
    if (!lists) {
      return tl::unexpected(lists.error());
    }
  }
  return context;
}

}  // namespace pecprobe
