// Shared by the sources of passwords: reading bytes straight into a Secret, and the rule of the one
// line.
#pragma once

#include "probe/config/secret_source.hpp"
#include "protocols/base/secret.hpp"

#include <tl/expected.hpp>

#include <cstddef>

namespace pecprobe {

/// Bytes that are read from a source at most, so that /dev/zero ends too; far above any password.
inline constexpr std::size_t k_max_secret_input = 64 * 1024;

/// Everything that `descriptor` gives; `too_long` past `k_max_secret_input`.
[[nodiscard]] tl::expected<Secret, SecretError> read_all(int descriptor);

/// The password in what a source gave: see read_password().
[[nodiscard]] tl::expected<Secret, SecretError> only_line(const Secret& bytes);

/// The two passwords in what standard input gave: see read_two_passwords().
[[nodiscard]] tl::expected<TwoPasswords, SecretError> two_lines(const Secret& bytes);

/// How a call failed, with the system's words for the current errno.
[[nodiscard]] SecretError system_failure(SecretProblem problem);

}  // namespace pecprobe
