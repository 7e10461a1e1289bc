#include "protocols/imap/observations.hpp"

#include "protocols/base/text.hpp"

#include <limits>

namespace pecprobe::imap {

namespace {

/// Counts and identifiers of a mailbox have 32 bits (number, nz-number: RFC 9051 §9); what is larger is neither.
std::optional<std::uint64_t> number_32(std::optional<std::uint64_t> number) noexcept {
  return number && *number <= std::numeric_limits<std::uint32_t>::max() ? number : std::nullopt;
}

}  // namespace

void note_alert(DialogueFacts& facts, const Response& response, const Redactor& redactor) {
  if (has_code(response, "ALERT") && facts.alerts.size() < k_kept_alerts) {
    facts.alerts.push_back(evidence(response.text, redactor));
  }
}

void note_mailbox(MailboxFacts& mailbox, const Response& response) noexcept {
  if (response.number && response.keyword == "EXISTS") {
    mailbox.messages = number_32(response.number);
  } else if (has_code(response, "UIDVALIDITY")) {
    const auto number = number_32(parse_number(response.code_arguments));
    mailbox.uid_validity = number != 0 ? number : std::nullopt;
  }
}

std::optional<std::string_view> capability_list(const Response& response) noexcept {
  if (has_code(response, "CAPABILITY")) {
    return response.code_arguments;
  }
  if (response.kind == ResponseKind::untagged && !response.number && response.keyword == "CAPABILITY") {
    return response.text;
  }
  return std::nullopt;
}

std::string evidence(std::string_view bytes, const Redactor& redactor) { return kept_line(redactor.redact(bytes)); }

}  // namespace pecprobe::imap
