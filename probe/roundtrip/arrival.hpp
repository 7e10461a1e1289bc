// What came into the mailbox after the message was sent, and what it proves.
#pragma once

#include "probe/receipt/receipt.hpp"
#include "probe/roundtrip/message.hpp"
#include "protocols/base/clock.hpp"

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace pecprobe {

enum class ArrivalMeaning {
  evidence,       // genuine, and about our message
  not_authentic,  // says that it is a receipt of our message, and is not
  unverified,     // nothing speaks against it, and nothing vouches for it: European evidence
  ordinary,       // the message itself, as ordinary mail
  other,  // names our message and is no receipt of it: an answer, or the receipt of another message that quotes it
};
[[nodiscard]] std::string_view to_string(ArrivalMeaning meaning) noexcept;

/// Why a receipt whose signature holds is not of our message.
enum class Mismatch { none, another_message, another_sender, another_recipient, nothing_certified };
[[nodiscard]] std::string_view to_string(Mismatch mismatch) noexcept;

struct Arrival {
  std::string id;                     // IMAP UID, POP3 unique id
  std::size_t size = 0;               // bytes
  Timestamp at{};                     // when it was seen
  std::chrono::milliseconds after{};  // since the sending began
  Receipt receipt;
  ArrivalMeaning meaning = ArrivalMeaning::other;
  Mismatch mismatch = Mismatch::none;

  /// Whether it is a receipt of our message, or pretends to be one.
  [[nodiscard]] bool is_about_ours(ReceiptKind kind) const noexcept {
    return receipt.kind == kind && meaning != ArrivalMeaning::other;
  }
};

/// Whose receipts are meant.
struct Sent {
  RoundtripMessage message;
  std::string sender;
  std::string recipient;
};

/// Whether a header section has the token where a receipt, an envelope or the message itself has it: in the message's
/// own X-Riferimento-Message-ID, Message-ID or Subject.
[[nodiscard]] bool names_message(std::string_view headers, const RoundtripMessage& message);

/// What the certified data are about. The message by the local part of its identifier, since providers were seen to
/// rewrite the domain part; by the subject where there is none (seen: Poste 2012).
[[nodiscard]] Mismatch mismatch_of(const Certification& certification, const Sent& sent);

/// Sets `meaning` and `mismatch` of an arrival by its receipt.
void judge(Arrival& arrival, const Sent& sent);

}  // namespace pecprobe
