// What OpenSSL shows of a client handshake, as facts; and the care that its first bytes need.
#pragma once

#include "protocols/wire/tls_facts.hpp"

#include <openssl/ssl.h>

#include <cstddef>
#include <string>

namespace pecprobe {

/// Has every verification error and a request for a client certificate noted in `facts`, which outlives `ssl`. The
/// handshake goes on after an error, so that all of them are known and the report can show the whole chain;
/// TlsFacts::verified() is what decides, and nothing is written without it.
void record_into(SSL* ssl, TlsFacts& facts);

/// What OpenSSL may take from a socket, and what it found there first.
struct SocketReads {
  /// Bytes that it may still take, which count down: at zero the socket seems to have no more, until whoever drives the
  /// connection sets it anew.
  std::size_t readable = 0;
  /// The server's first bytes, where they are no TLS record (at most 256): OpenSSL is not given them, and its call
  /// fails.
  std::string foreign{};
  bool has_begun = false;
};
/// Lets OpenSSL write to the socket and, as `reads` allows, read from it. `reads` outlives `ssl`. False without memory.
[[nodiscard]] bool connect_to_socket(SSL* ssl, int descriptor, SocketReads& reads);

/// Version, cipher, chain: what is known so far, also of a handshake that failed. A resumed one shows no chain.
void read_handshake_facts(const SSL* ssl, TlsFacts& facts);

/// Why the last call failed, from OpenSSL's error queue and the errno that it left.
void note_failure(TlsFacts& facts, int saved_errno);

/// True when a socket call failed only because it would have had to wait.
[[nodiscard]] bool would_block(int error) noexcept;

}  // namespace pecprobe
