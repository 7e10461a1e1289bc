// Every cap on what a server may make us read or keep, with its reason.
#pragma once

#include <cstddef>

namespace pecprobe {

/// One line without its line end. SMTP allows 512 octets (RFC 5321 §4.5.3.1.5), POP3 512 (RFC 2449 §4), IMAP names no
/// limit and sends long capability lists; a tagged line of an honest server stays far below this.
inline constexpr std::size_t k_max_line = 8 * 1024;

/// Lines of one reply: an SMTP EHLO or POP3 CAPA list (RFC 5321 §4.5.3 and RFC 2449 name no limit).
inline constexpr std::size_t k_max_reply_lines = 512;

/// Untagged IMAP responses before one tagged answer.
inline constexpr std::size_t k_max_untagged = 1024;

/// An IMAP literal inside a response (RFC 9051 §4.3): none is needed for a login test, so it is small.
inline constexpr std::size_t k_max_literal = 16 * 1024;

/// All bytes of one dialogue, greeting to farewell.
inline constexpr std::size_t k_max_dialogue_bytes = 512 * 1024;

/// SASL challenges answered in one exchange: SCRAM needs two, LOGIN two; a server that goes on is broken or hostile.
inline constexpr int k_max_challenges = 4;

/// Kept of a reply, for the report: lines, and bytes of each.
inline constexpr std::size_t k_kept_lines = 16;
inline constexpr std::size_t k_kept_line_bytes = 1024;

/// Capabilities kept from one list.
inline constexpr std::size_t k_kept_capabilities = 256;

/// Transcript entries kept for `-v`, and bytes of each.
inline constexpr std::size_t k_kept_transcript_entries = 512;
inline constexpr std::size_t k_kept_transcript_bytes = 2048;

/// A user name or password longer than this is refused at the door (RFC 4616 allows 1,024 each).
inline constexpr std::size_t k_max_credential = 1024;

}  // namespace pecprobe
