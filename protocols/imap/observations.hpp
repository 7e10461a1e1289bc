// What single responses add to the facts of a dialogue.
#pragma once

#include "protocols/imap/response.hpp"
#include "protocols/wire/dialogue_facts.hpp"

#include <optional>
#include <string_view>

namespace pecprobe::imap {

/// Texts of [ALERT] that are kept, and no more of them.
inline constexpr std::size_t k_kept_alerts = 16;

/// Keeps the text of an [ALERT] response (RFC 9051 §7.1), redacted.
void note_alert(DialogueFacts& facts, const Response& response, const Redactor& redactor);

/// Reads the numbers that EXAMINE brings: EXISTS (RFC 9051 §7.4.1) and [UIDVALIDITY n] (§7.1).
void note_mailbox(MailboxFacts& mailbox, const Response& response) noexcept;

/// The capability list in a response: of an untagged CAPABILITY (RFC 9051 §7.2.2) or of a
/// [CAPABILITY …] code (§7.1).
[[nodiscard]] std::optional<std::string_view> capability_list(const Response& response) noexcept;

/// Bytes for the evidence, redacted and capped.
[[nodiscard]] std::string evidence(std::string_view bytes, const Redactor& redactor);

}  // namespace pecprobe::imap
