// SMTP commands that take an argument from outside.
#pragma once

#include "protocols/wire/dialogue.hpp"

#include <string_view>

namespace pecprobe::smtp {

/// A command line with its CRLF (RFC 5321 §4.5.3.1.4). AUTH may be longer only in the exchange that
/// follows it (RFC 4954 §4), since not every server reads a longer command.
inline constexpr std::size_t k_max_command_line = 512;

/// A base64 line of an AUTH exchange with its CRLF (RFC 4954 §4).
inline constexpr std::size_t k_max_auth_line = 12288;

/// True when `word` can be an argument of its own: not empty, no blank, no control character.
[[nodiscard]] bool is_one_word(std::string_view word) noexcept;

/// True when `address` can stand between `<` and `>` without ending the path or the line.
[[nodiscard]] bool fits_a_path(std::string_view address) noexcept;

[[nodiscard]] bool is_ascii(std::string_view text) noexcept;

/// Whether the transaction is announced as internationalised, a parameter of MAIL alone (RFC 6531
/// §3.4).
enum class AddressForm { ascii, utf8 };

/// `MAIL FROM:<sender>` (RFC 5321 §4.1.1.2). Precondition: fits_a_path(sender).
[[nodiscard]] Outgoing mail_command(std::string_view sender, AddressForm form);

/// `RCPT TO:<recipient>` (RFC 5321 §4.1.1.3). Precondition: fits_a_path(recipient).
[[nodiscard]] Outgoing rcpt_command(std::string_view recipient);

}  // namespace pecprobe::smtp
