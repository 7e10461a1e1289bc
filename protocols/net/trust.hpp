// The TLS side that all connections of a thread share: one SSL_CTX, the trust store loaded once.
#pragma once

#include "protocols/net/network_error.hpp"

#include <openssl/ssl.h>
#include <tl/expected.hpp>

#include <memory>
#include <string>

namespace pecprobe {

struct SslContextDeleter {
  void operator()(SSL_CTX* context) const noexcept { SSL_CTX_free(context); }
};
using SslContext = std::unique_ptr<SSL_CTX, SslContextDeleter>;

/// TLS 1.2 to 1.3, security level 2 (112 bits: no RSA below 2048, no SHA-1 signatures), no compression, no
/// renegotiation, no resumption unless TicketUse::prepare() allows it, whatever the machine's OpenSSL configuration
/// says. `ca_file` is a PEM bundle; empty: the system's store. `crl_file` is empty or a PEM file of revocation lists.
[[nodiscard]] tl::expected<SslContext, NetworkError> make_ssl_context(const std::string& ca_file,
                                                                      const std::string& crl_file);

}  // namespace pecprobe
