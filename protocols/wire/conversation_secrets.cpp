#include "protocols/wire/conversation_secrets.hpp"

#include "protocols/base/text.hpp"

#include <optional>
#include <string>
#include <utility>

namespace pecprobe {

namespace {

/// What is shorter stands in many texts by chance. A digest of MD5 has 32.
constexpr std::size_t k_shortest = 16;
constexpr std::size_t k_shortest_encoded = (k_shortest + 2) / 3 * 4;

/// The bytes that `shown` has masks for; empty when there are none.
std::string_view masked_part(const Outgoing& command) {
  const std::string_view shown = command.shown;
  std::string_view sent = command.bytes.reveal();
  sent = sent.substr(0, sent.find_last_not_of("\r\n") + 1);
  const auto first = shown.find(k_mask);
  if (first == std::string_view::npos) {
    return {};
  }
  const std::string_view before = shown.substr(0, first);
  const std::string_view after = shown.substr(shown.rfind(k_mask) + k_mask.size());
  const bool fits = sent.size() >= before.size() + after.size() && sent.starts_with(before) && sent.ends_with(after);
  return fits ? sent.substr(before.size(), sent.size() - before.size() - after.size()) : std::string_view{};
}

/// The server's last message of SCRAM in base64 (RFC 5802 §7: `v=` and a signature). From it and what stands before it
/// a password can be guessed at leisure, as from our own proof.
bool is_server_signature(std::string_view word) {
  const auto message = word.size() >= k_shortest_encoded ? base64_decode(word) : std::nullopt;
  return message && message->starts_with("v=");
}

std::string without_server_signature(const std::string& line) {
  const std::string_view words = trimmed(line);
  const auto begin = words.rfind(' ') + 1;  // 0 when the line is one word
  return is_server_signature(words.substr(begin)) ? std::string(words.substr(0, begin)).append(k_mask) : line;
}

void mask(std::optional<Reply>& reply, const Redactor& redactor) {
  if (reply) {
    reply = recorded(*std::move(reply), redactor);
  }
}

}  // namespace

void ConversationSecrets::add(std::string_view secret) {
  if (secret.size() >= k_shortest) {
    m_redactors.emplace_back(Secret{secret}, std::string_view{});
  }
}

void ConversationSecrets::learn(const Outgoing& command) {
  const std::string_view part = masked_part(command);
  if (part.empty() || m_account.redact(part) == k_mask) {
    return;  // what was received is masked by the account's own redactor already
  }
  add(part);
  if (part.size() < k_shortest_encoded) {
    return;
  }
  if (auto message = base64_decode(part)) {
    add(std::string_view(*message).substr(message->rfind(' ') + 1));  // of CRAM-MD5, the digest
    wipe(message->data(), message->size());
  }
}

DialogueFacts ConversationSecrets::masked(DialogueFacts facts) const {
  for (const Redactor& redactor : m_redactors) {
    for (auto* reply : {&facts.greeting, &facts.capability_reply, &facts.starttls_reply, &facts.auth.reply,
                        &facts.mailbox_reply, &facts.sender_reply, &facts.recipient_reply, &facts.farewell}) {
      mask(*reply, redactor);
    }
    for (auto* texts : {&facts.after_tls, &facts.after_login, &facts.auth.offered, &facts.alerts}) {
      redactor.redact(*texts);
    }
    facts.unexpected = redactor.redact(facts.unexpected);
    facts.protocol_error = redactor.redact(facts.protocol_error);
  }
  return facts;
}

Transcript ConversationSecrets::masked(const Transcript& transcript) const {
  Transcript copy;
  for (TranscriptEntry entry : transcript.entries()) {
    for (const Redactor& redactor : m_redactors) {
      entry.text = redactor.redact(entry.text);
    }
    if (entry.kind == TranscriptEntry::Kind::received) {
      entry.text = without_server_signature(entry.text);
    }
    copy.add(std::move(entry));
  }
  for (std::size_t i = 0; i < transcript.dropped(); ++i) {
    copy.add({});  // it is full: only the number of what did not fit grows
  }
  return copy;
}

}  // namespace pecprobe
