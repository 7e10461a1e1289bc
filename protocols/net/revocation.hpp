// Revocation: a stapled OCSP answer, and a list of revoked certificates given as a file.
#pragma once

#include "protocols/net/network_error.hpp"
#include "protocols/wire/tls_facts.hpp"

#include <openssl/ssl.h>
#include <tl/expected.hpp>

#include <optional>
#include <string>

namespace pecprobe {

/// Loads the PEM certificate revocation lists of `file` into the context's store and has server certificates looked up
/// in them. An issuer without a list is no fault; a list past its date still counts, since revoked stays revoked.
[[nodiscard]] tl::expected<void, NetworkError> load_revocation_lists(SSL_CTX* context, const std::string& file);

/// True for verification errors that only say that a list is missing or out of date.
[[nodiscard]] bool is_missing_revocation_list(int verify_error) noexcept;

/// Asks the server for a stapled OCSP answer (RFC 6066 §8).
void request_stapled_answer(SSL* ssl);

/// After the handshake: the error when a stapled answer that is itself authentic says that the server's certificate is
/// revoked (RFC 6960 §4.2). An answer that is missing, broken or not authentic says nothing.
[[nodiscard]] std::optional<VerifyError> stapled_revocation(SSL* ssl);

}  // namespace pecprobe
