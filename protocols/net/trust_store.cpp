#include "protocols/net/trust_store.hpp"

#include "protocols/net/memory_failures.hpp"

#include <openssl/crypto.h>
#include <openssl/err.h>

#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>

namespace pecprobe {

namespace {

constexpr std::uintmax_t k_max_file = 32 * 1024 * 1024;  // the whole web's roots are a quarter of a megabyte

/// The bundle that Debian, Fedora, SUSE, Alpine and FreeBSD keep; one file loads far faster than a folder of links.
constexpr std::array<const char*, 4> k_system_bundles = {"/etc/ssl/certs/ca-certificates.crt",
                                                         "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem",
                                                         "/etc/ssl/cert.pem"};

/// Loads all certificates of a PEM file.
tl::expected<void, NetworkError> load_bundle(X509_STORE* store, const std::string& file) {
  ERR_clear_error();
  if (X509_STORE_load_file(store, file.c_str()) != 1) {
    return tl::unexpected(NetworkError{NetworkProblem::no_certificate_in_file, file, openssl_error()});
  }
  return {};
}

tl::expected<void, NetworkError> load_system_store(X509_STORE* store) {
  for (const char* bundle : k_system_bundles) {
    if (check_trust_file(bundle) && load_bundle(store, bundle)) {
      return {};
    }
  }
  // Not X509_STORE_set_default_paths(): it would obey SSL_CERT_FILE and SSL_CERT_DIR of the environment.
  ERR_clear_error();
  if (X509_STORE_load_path(store, X509_get_default_cert_dir()) == 1) {
    return {};
  }
  return tl::unexpected(NetworkError{NetworkProblem::no_system_store, {}, openssl_error()});
}

}  // namespace

std::string openssl_error() {
  std::array<char, 256> text{};
  const unsigned long code = ERR_get_error();
  ERR_clear_error();
  ERR_error_string_n(code, text.data(), text.size());
  const char* reason = ERR_reason_error_string(code);
  return reason != nullptr ? reason : text.data();
}

tl::expected<void, NetworkError> check_trust_file(const std::string& file) {
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

tl::expected<TrustStore, NetworkError> make_trust_store(const std::string& ca_file) {
  const std::uint64_t memory_failures = library_memory_failures();
  OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr);  // no configuration file may loosen what is verified
  TrustStore store(X509_STORE_new());
  if (!store) {
    return tl::unexpected(NetworkError{NetworkProblem::library_failed, {}, "OpenSSL: " + openssl_error()});
  }
  const auto loaded = ca_file.empty()
                          ? load_system_store(store.get())
                          : check_trust_file(ca_file).and_then([&] { return load_bundle(store.get(), ca_file); });
  require_memory_since(memory_failures);
  if (!loaded) {
    return tl::unexpected(loaded.error());
  }
  return store;
}

}  // namespace pecprobe
