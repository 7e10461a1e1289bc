// How an argument of a command is written: quoted string or literal (RFC 9051 §4.3).
#pragma once

#include "protocols/base/secret.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace pecprobe::imap {

enum class ArgumentForm {
  quoted,
  synchronising_literal,      // {n}: the server is asked before the bytes are sent (RFC 9051 §4.3)
  non_synchronising_literal,  // {n+}: the bytes follow at once (RFC 7888 §3)
};

/// Longest value that is written as a quoted string: some servers keep lines short, a literal has
/// no such limit.
inline constexpr std::size_t k_longest_quoted = 512;

/// LITERAL- allows `{n+}` up to this length (RFC 7888 §5).
inline constexpr std::size_t k_longest_literal_minus = 4096;

/// Quoted where `value` is ASCII without CR, LF and NUL and not too long (QUOTED-CHAR, RFC 9051
/// §9), else a literal: without a round trip where `capabilities` (upper case) hold LITERAL+ or,
/// for its size, LITERAL-.
[[nodiscard]] ArgumentForm form_of(std::string_view value, const std::vector<std::string>& capabilities);

/// `value` between quotes, with `"` and `\` escaped (quoted-specials, RFC 9051 §9).
[[nodiscard]] Secret quoted(std::string_view value);

/// What stands before the bytes of a literal, its line end included: `{5}` or `{5+}`.
[[nodiscard]] std::string literal_header(std::size_t size, ArgumentForm form);

}  // namespace pecprobe::imap
