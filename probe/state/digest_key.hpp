// The key under which refused passwords are remembered: 32 random bytes in a file of its own.
#pragma once

#include "probe/state/state_problem.hpp"
#include "protocols/base/secret.hpp"

#include <tl/expected.hpp>

#include <array>
#include <string>

namespace pecprobe {

/// HMAC-SHA-256 (RFC 2104): tells whether two secrets are the same, and nothing to whoever lacks the
/// key.
using Digest = std::array<unsigned char, 32>;

class DigestKey {
 public:
  static constexpr std::size_t k_size = 32;

  /// Reads the key file. Problems: key_missing, key_damaged (another size), and those of a private
  /// file.
  [[nodiscard]] static tl::expected<DigestKey, StateProblem> read(const std::string& path);
  /// Makes the key file from the system's random numbers unless there is one, then reads it.
  [[nodiscard]] static tl::expected<DigestKey, StateProblem> read_or_create(const std::string& path);

  /// Throws std::runtime_error when OpenSSL fails.
  [[nodiscard]] Digest digest(const Secret& bytes) const;

 private:
  explicit DigestKey(Secret key) : m_key(std::move(key)) {}
  Secret m_key;
};

}  // namespace pecprobe
