// Finds what looks like a mail address, an IP address, a host name or an identifier at the start of
// a text.
#pragma once

#include <cstddef>
#include <string_view>

namespace pecprobe {

/// Each gives how many bytes of `text`, from its first, have that shape; 0 for none.
[[nodiscard]] std::size_t mail_address_length(std::string_view text) noexcept;
/// IPv4 or IPv6, as inet_pton(3) understands it.
[[nodiscard]] std::size_t ip_address_length(std::string_view text) noexcept;
/// A name with at least one dot inside.
[[nodiscard]] std::size_t dotted_name_length(std::string_view text) noexcept;
/// 16 or more hexadecimal or base64 characters that are no ordinary word, a UUID, or a fingerprint
/// with colons.
[[nodiscard]] std::size_t identifier_length(std::string_view text) noexcept;

/// `\xNN` or `\u{NNNN}`: what printable() makes of an unsafe character, which parts words as that character did.
[[nodiscard]] std::size_t printable_escape_length(std::string_view text) noexcept;

/// A byte that makes a neighbour part of the same word.
[[nodiscard]] bool is_word_byte(char c) noexcept;

}  // namespace pecprobe
