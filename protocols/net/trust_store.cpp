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
#include <filesystem>
#include <string_view>
#include <system_error>

namespace pecprobe {

namespace {

constexpr std::uintmax_t k_max_file = 32 * 1024 * 1024;  // the whole web's roots are a quarter of a megabyte

/// Loads all certificates of a PEM file.
tl::expected<void, NetworkError> load_bundle(X509_STORE* store, const std::string& file) {
  ERR_clear_error();
  if (X509_STORE_load_file(store, file.c_str()) != 1) {
    return tl::unexpected(NetworkError{NetworkProblem::no_certificate_in_file, file, openssl_error()});
  }
  return {};
}

/// As OpenSSL looks for them: the hash of a subject in eight hexadecimal digits, a dot and a number.
bool is_certificate_link(const std::string& name) {
  constexpr std::size_t k_hash = 8;
  constexpr std::string_view k_digits = "0123456789abcdef";
  return name.size() > k_hash + 1 && name[k_hash] == '.' && name.find_first_not_of(k_digits) == k_hash &&
         name.find_first_not_of(k_digits.substr(0, 10), k_hash + 1) == std::string::npos;
}

/// OpenSSL takes any name for a folder of certificates, and looks into it when one is missed.
bool has_certificate_links(const std::string& folder) {
  std::error_code error;
  std::filesystem::directory_iterator entry(folder, error);
  for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
    if (is_certificate_link(entry->path().filename().string())) {
      return true;
    }
  }
  return false;
}

tl::expected<void, NetworkError> load_system_store(X509_STORE* store, const SystemAuthorities& places) {
  for (const std::string& bundle : places.bundles) {
    if (check_trust_file(bundle) && load_bundle(store, bundle)) {
      return {};
    }
  }
  // Not X509_STORE_set_default_paths(): it would obey SSL_CERT_FILE and SSL_CERT_DIR of the environment.
  ERR_clear_error();
  if (has_certificate_links(places.folder) && X509_STORE_load_path(store, places.folder.c_str()) == 1) {
    return {};
  }
  return tl::unexpected(NetworkError{NetworkProblem::no_system_store, {}, {}});
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

SystemAuthorities system_authorities() {
  return {{"/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem",
           "/etc/ssl/cert.pem"},
          X509_get_default_cert_dir()};
}

tl::expected<TrustStore, NetworkError> make_trust_store(const std::string& ca_file, const SystemAuthorities& system) {
  const std::uint64_t memory_failures = library_memory_failures();
  OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr);  // no configuration file may loosen what is verified
  TrustStore store(X509_STORE_new());
  if (!store) {
    return tl::unexpected(NetworkError{NetworkProblem::library_failed, {}, "OpenSSL: " + openssl_error()});
  }
  const auto loaded = ca_file.empty()
                          ? load_system_store(store.get(), system)
                          : check_trust_file(ca_file).and_then([&] { return load_bundle(store.get(), ca_file); });
  require_memory_since(memory_failures);
  if (!loaded) {
    return tl::unexpected(loaded.error());
  }
  return store;
}

}  // namespace pecprobe
