// What a rule looks at: one service's facts, with the reply that decided and the words in it.
#pragma once

#include "probe/diagnosis/words.hpp"
#include "protocols/wire/service_facts.hpp"

#include <string_view>

namespace pecprobe {

/// When a server refused, or left with words: what the same words mean depends on it.
enum class Moment {
  none,          // nothing was refused by a reply
  before_login,  // greeting, capabilities
  starttls,
  login,
  after_login,  // the read-only check, the sender, the recipient
};

struct Sighting {
  explicit Sighting(const ServiceFacts& service);
  explicit Sighting(ServiceFacts&&) = delete;  // only a view

  const ServiceFacts& facts;
  const DialogueFacts& dialogue;
  const Reply* refusal;  // what stopped the dialogue: an answer, or the last words before the line
                         // was closed; or null
  Moment moment;
  Words words;   // of `refusal`
  Words alerts;  // of all IMAP alerts

  /// The refusal came within `when`.
  [[nodiscard]] bool refused(Moment when) const noexcept { return refusal != nullptr && moment == when; }
  /// The refusal carries this IMAP or POP3 response code.
  [[nodiscard]] bool has_response_code(std::string_view code) const noexcept;
  /// The refusal has this SMTP reply code.
  [[nodiscard]] bool has_code(int code) const noexcept;
  /// Subject and detail of the refusal's enhanced status code, such as "7.8" of 5.7.8 (RFC 3463
  /// §2), or empty.
  [[nodiscard]] std::string_view status_detail() const noexcept;
  /// SMTP 4yz: "transient negative completion" (RFC 5321 §4.2.1).
  [[nodiscard]] bool is_transient() const noexcept;
  /// The server closes after these words: IMAP BYE, SMTP 421.
  [[nodiscard]] bool is_farewell() const noexcept;
  /// A certificate that holds protects the dialogue.
  [[nodiscard]] bool is_encrypted() const noexcept;
};

}  // namespace pecprobe
