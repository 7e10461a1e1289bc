// The certificate authorities that are trusted: a file that the user names, or this computer's own.
#pragma once

#include "protocols/net/network_error.hpp"

#include <openssl/x509.h>
#include <tl/expected.hpp>

#include <memory>
#include <string>
#include <vector>

namespace pecprobe {

struct TrustStoreDeleter {
  void operator()(X509_STORE* store) const noexcept { X509_STORE_free(store); }
};
using TrustStore = std::unique_ptr<X509_STORE, TrustStoreDeleter>;

/// Whether a file can be what a user names as one of certificates or revocation lists.
[[nodiscard]] tl::expected<void, NetworkError> check_trust_file(const std::string& file);

/// Where a system keeps the authorities it trusts; the first place that has some counts.
struct SystemAuthorities {
  std::vector<std::string> bundles;  // PEM files: one loads far faster than a folder of links
  std::string folder;                // of links, as c_rehash(1) makes them
};
/// Of Debian, Fedora, SUSE, Alpine and FreeBSD, and OpenSSL's own folder.
[[nodiscard]] SystemAuthorities system_authorities();

/// `ca_file` is a PEM bundle of at most 32 MiB; empty: the system's store, whatever the environment says.
/// NetworkProblem::no_system_store when the system has none.
[[nodiscard]] tl::expected<TrustStore, NetworkError> make_trust_store(
    const std::string& ca_file, const SystemAuthorities& system = system_authorities());

/// OpenSSL's own words for its oldest error in this thread; the errors are forgotten.
[[nodiscard]] std::string openssl_error();

}  // namespace pecprobe
