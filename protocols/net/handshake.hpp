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

/// Lets OpenSSL write to the socket, but read from an empty buffer until the server's first bytes were looked at: once
/// it has taken bytes that are not TLS, nobody can say any more what they were. False without memory.
[[nodiscard]] bool write_to_socket(SSL* ssl, int descriptor);
/// From now on it reads from the socket too, at most `readable` bytes, which counts down and outlives `ssl`: at zero
/// the socket seems to have no more, until whoever drives the connection sets it anew.
[[nodiscard]] bool read_from_socket(SSL* ssl, int descriptor, std::size_t& readable);

enum class FirstBytes {
  none,     // nothing has come yet
  tls,      // a TLS record
  foreign,  // something else
  closed,   // the end of the stream instead
  reset,    // a transport error instead
};
/// Looks without taking; foreign bytes are copied to `seen` (at most 256).
[[nodiscard]] FirstBytes peek_first_bytes(int descriptor, std::string& seen);

/// Version, cipher, chain: what is known so far, also of a handshake that failed. A resumed one shows no chain.
void read_handshake_facts(const SSL* ssl, TlsFacts& facts);

/// Why the last call failed, from OpenSSL's error queue and the errno that it left.
void note_failure(TlsFacts& facts, int saved_errno);

/// True when a socket call failed only because it would have had to wait.
[[nodiscard]] bool would_block(int error) noexcept;

}  // namespace pecprobe
