// How POP3 answers are read: one line, its response code, and the two numbers of STAT.
#pragma once

#include "protocols/wire/reply.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace pecprobe::pop3 {

/// One status line without its end: `+OK …`, `-ERR …` (RFC 1939 §3) or the challenge `+ …` (RFC
/// 5034 §4). RFC 1939 wants capitals; any case is read, since servers differ. The word must end
/// there: `+OKnotreally` is no `+OK`. A response code is read whenever the text begins with `[`,
/// also from servers that do not announce RESP-CODES. Nothing when the line is none of the three.
/// The texts are the server's own, not yet redacted.
[[nodiscard]] std::optional<Reply> parse_reply(std::string_view line);

/// True while `bytes`, which hold no line end yet, may still become `+OK…` or `-ERR…`.
[[nodiscard]] bool may_become_reply(std::string_view bytes) noexcept;

/// The answer to STAT: how many messages, and their size in octets.
struct DropListing {
  std::uint64_t messages = 0;
  std::uint64_t octets = 0;

  bool operator==(const DropListing&) const = default;
};

/// No mailbox has more messages or octets: what IMAP can count (number64, RFC 9051 §9). RFC 1939 names no limit.
inline constexpr std::uint64_t k_most_counted = 0x7FFF'FFFF'FFFF'FFFF;

/// The text behind `+OK`: two decimal numbers, then anything (RFC 1939 §5). Nothing when one is
/// missing, is no number or is larger than k_most_counted.
[[nodiscard]] std::optional<DropListing> parse_drop_listing(std::string_view text);

}  // namespace pecprobe::pop3
