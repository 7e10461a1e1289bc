#include "probe/roundtrip/arrival.hpp"

#include "probe/receipt/mime_headers.hpp"
#include "protocols/base/text.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace pecprobe {

namespace {

std::string_view local_part(std::string_view identifier) {
  identifier = trimmed(identifier);
  if (identifier.starts_with('<')) {
    identifier.remove_prefix(1);
  }
  return identifier.substr(0, identifier.rfind('@'));
}

/// What providers put before the subject (RFC 6109 §3.1, §3.2, §3.3). Without the headers that go with it, it is
/// pretence.
bool has_subject_of_receipt(const Receipt& receipt) {
  constexpr std::array<std::string_view, 9> k_prefixes = {"ACCETTAZIONE:",
                                                          "AVVISO DI NON ACCETTAZIONE:",
                                                          "PRESA IN CARICO:",
                                                          "POSTA CERTIFICATA:",
                                                          "CONSEGNA:",
                                                          "AVVISO DI MANCATA CONSEGNA",
                                                          "PREAVVISO DI MANCATA CONSEGNA",
                                                          "PROBLEMA DI SICUREZZA:",
                                                          "ANOMALIA MESSAGGIO:"};
  return std::any_of(k_prefixes.begin(), k_prefixes.end(),
                     [&](std::string_view prefix) { return istarts_with(receipt.headers.subject, prefix); });
}

bool is_of_delivery(ReceiptKind kind) noexcept {
  return kind == ReceiptKind::delivery || kind == ReceiptKind::delivery_error || kind == ReceiptKind::delivery_warning;
}

/// An anomaly envelope certifies nothing (RFC 6109 §3.2.2), so its signature is all there is.
Mismatch mismatch_of(const Receipt& receipt, const Sent& sent) {
  if (receipt.certification) {
    return mismatch_of(*receipt.certification, sent);
  }
  return receipt.kind == ReceiptKind::anomaly ? Mismatch::none : Mismatch::nothing_certified;
}

/// A genuine receipt of another message may well have our subject: that of an automatic answer to ours, for one. Only
/// what refers to our message lies.
ArrivalMeaning meaning_of_genuine(const Arrival& arrival, const Sent& sent) {
  switch (arrival.mismatch) {
    case Mismatch::none: return ArrivalMeaning::evidence;
    case Mismatch::another_message:
      return icontains(arrival.receipt.headers.reference, sent.message.token) ? ArrivalMeaning::not_authentic
                                                                              : ArrivalMeaning::other;
    case Mismatch::another_sender:
    case Mismatch::another_recipient:
    case Mismatch::nothing_certified: break;
  }
  return ArrivalMeaning::not_authentic;
}

}  // namespace

std::string_view to_string(ArrivalMeaning meaning) noexcept {
  switch (meaning) {
    case ArrivalMeaning::evidence: return "evidence";
    case ArrivalMeaning::not_authentic: return "not_authentic";
    case ArrivalMeaning::unverified: return "unverified";
    case ArrivalMeaning::ordinary: return "ordinary";
    case ArrivalMeaning::other: return "other";
  }
  return "";
}

std::string_view to_string(Mismatch mismatch) noexcept {
  switch (mismatch) {
    case Mismatch::none: return "none";
    case Mismatch::another_message: return "another_message";
    case Mismatch::another_sender: return "another_sender";
    case Mismatch::another_recipient: return "another_recipient";
    case Mismatch::nothing_certified: return "nothing_certified";
  }
  return "";
}

bool names_message(std::string_view headers, const RoundtripMessage& message) {
  const MimeHeaders fields = parse_mime_headers(headers.substr(0, headers.find("\r\n\r\n")));
  return icontains(fields.value("x-riferimento-message-id"), message.token) ||
         icontains(fields.value("message-id"), message.token) || icontains(fields.value("subject"), message.token);
}

Mismatch mismatch_of(const Certification& certification, const Sent& sent) {
  const bool is_ours = certification.message_id.empty()
                           ? icontains(certification.subject, sent.message.token)
                           : local_part(certification.message_id) == local_part(sent.message.message_id);
  if (!is_ours) {
    return Mismatch::another_message;
  }
  if (!iequals(certification.sender, sent.sender)) {
    return Mismatch::another_sender;
  }
  const bool is_about_recipient = kind_of_certification(certification.kind) &&
                                  is_of_delivery(*kind_of_certification(certification.kind)) &&
                                  !certification.delivered_to.empty();
  return is_about_recipient && !iequals(certification.delivered_to, sent.recipient) ? Mismatch::another_recipient
                                                                                    : Mismatch::none;
}

void judge(Arrival& arrival, const Sent& sent) {
  switch (arrival.receipt.verdict()) {
    case ReceiptVerdict::holds:
      arrival.mismatch = mismatch_of(arrival.receipt, sent);
      arrival.meaning = meaning_of_genuine(arrival, sent);
      return;
    case ReceiptVerdict::unverified: arrival.meaning = ArrivalMeaning::unverified; return;
    case ReceiptVerdict::does_not_hold:
    case ReceiptVerdict::unreadable: arrival.meaning = ArrivalMeaning::not_authentic; return;
    case ReceiptVerdict::not_a_receipt: break;
  }
  const bool is_message = local_part(arrival.receipt.headers.message_id) == local_part(sent.message.message_id);
  arrival.meaning = has_subject_of_receipt(arrival.receipt) ? ArrivalMeaning::not_authentic
                    : is_message                            ? ArrivalMeaning::ordinary
                                                            : ArrivalMeaning::other;
}

}  // namespace pecprobe
