// The certificate authorities that are trusted: a file that the user names, or this computer's own.
#pragma once

#include "protocols/net/network_error.hpp"

#include <openssl/x509.h>
#include <tl/expected.hpp>

#include <memory>
#include <string>

namespace pecprobe {

struct TrustStoreDeleter {
  void operator()(X509_STORE* store) const noexcept { X509_STORE_free(store); }
};
using TrustStore = std::unique_ptr<X509_STORE, TrustStoreDeleter>;

/// Whether a file can be what a user names as one of certificates or revocation lists.
[[nodiscard]] tl::expected<void, NetworkError> check_trust_file(const std::string& file);

/// `ca_file` is a PEM bundle of at most 32 MiB; empty: the system's store, whatever the environment says.
[[nodiscard]] tl::expected<TrustStore, NetworkError> make_trust_store(const std::string& ca_file);

/// OpenSSL's own words for its oldest error in this thread; the errors are forgotten.
[[nodiscard]] std::string openssl_error();

}  // namespace pecprobe
