// Where a password comes from: standard input, a file, an environment variable or a command's
// output.
#pragma once

#include "protocols/base/secret.hpp"

#include <tl/expected.hpp>

#include <stop_token>
#include <string>
#include <string_view>

namespace pecprobe {

enum class SecretOrigin { standard_input, file, environment, command };

struct SecretSource {
  SecretOrigin origin = SecretOrigin::standard_input;
  std::string where;  // the path, the variable's name or the command line; empty for standard input

  bool operator==(const SecretSource&) const = default;
};

enum class SecretProblem {
  empty,
  several_lines,
  not_two_lines,   // where two passwords were to come
  forbidden_byte,  // CR or NUL: no protocol can carry them inside a password
  too_long,
  cannot_open,
  not_a_regular_file,
  foreign_owner,
  writable_by_others,
  readable_by_others,
  cannot_read,
  variable_not_set,
  command_malformed,    // a quote is open at the end
  command_needs_shell,  // an operator such as `|` outside quotes
  command_not_started,
  command_failed,
  command_timed_out,
  interrupted,
};

/// In English: "command failed".
[[nodiscard]] std::string_view to_string(SecretProblem problem) noexcept;

struct SecretError {
  SecretProblem problem;
  /// Language-free and printable: the system's words, or how a command ended with what it said on
  /// stderr. Never the password.
  std::string detail;
  int signal = 0;  // with `interrupted`: which one

  bool operator==(const SecretError&) const = default;
};

/// Exactly one line; one final LF or CRLF is removed, nothing else. Refused: more lines, CR or NUL
/// inside, nothing, and more than `k_max_credential` bytes (RFC 4616 §2). An environment variable
/// is wiped and removed from the environment, whatever came of it. A file is refused when it is not
/// a regular file, when it belongs to neither this user nor root, when others can write it, and
/// when others can read it outside the places made for secrets.
[[nodiscard]] tl::expected<Secret, SecretError> read_password(const SecretSource& source);

/// The same on a thread of a program that handles its signals itself: see read_from_command().
[[nodiscard]] tl::expected<Secret, SecretError> read_password(const SecretSource& source, const std::stop_token& stop);

struct TwoPasswords {
  Secret first;
  Secret second;
};
/// Two passwords from standard input, a line each, by the same rules.
[[nodiscard]] tl::expected<TwoPasswords, SecretError> read_two_passwords();

}  // namespace pecprobe
