#include "protocols/imap/observations.hpp"

#include "protocols/base/text.hpp"

namespace pecprobe::imap {

void note_alert(DialogueFacts& facts, const Response& response, const Redactor& redactor) {
  if (has_code(response, "ALERT") && facts.alerts.size() < k_kept_alerts) {
    facts.alerts.push_back(evidence(response.text, redactor));
  }
}

void note_mailbox(MailboxFacts& mailbox, const Response& response) noexcept {
  if (response.number && response.keyword == "EXISTS") {
    mailbox.messages = response.number;
  } else if (has_code(response, "UIDVALIDITY")) {
    mailbox.uid_validity = parse_number(response.code_arguments);
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
