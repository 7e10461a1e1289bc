// The client side of one AUTH exchange (RFC 4954 §4): what is written, and whether it holds the
// password.
#pragma once

#include "protocols/sasl/mechanism.hpp"
#include "protocols/wire/dialogue.hpp"

#include <tl/expected.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace pecprobe::smtp {

/// Whether the first message may ride on the AUTH command. In clear text it is withheld, so that a
/// server that wants TLS first (530 5.7.0, 538 5.7.11) can say so before the password leaves.
enum class InitialResponse { allowed, withheld };

class AuthExchange {
 public:
  /// `redactor` outlives the exchange.
  AuthExchange(std::unique_ptr<SaslMechanism> mechanism, InitialResponse initial, const Redactor& redactor);

  /// The AUTH command: with an initial response when the mechanism begins with the client's
  /// message, it is allowed and the line keeps to `k_max_command_line`. Called once, first.
  [[nodiscard]] tl::expected<Outgoing, std::string> open();

  /// The line that answers the text of a 334 reply, or why the exchange must be cancelled: the
  /// mechanism has no more to say, or there were more than `k_max_challenges`.
  [[nodiscard]] tl::expected<Outgoing, std::string> answer(std::string_view challenge);

  /// True once a line made from the password was given out.
  [[nodiscard]] bool password_sent() const noexcept { return m_password_sent; }
  [[nodiscard]] std::string_view mechanism() const noexcept { return m_mechanism->name(); }

 private:
  Outgoing line(std::string_view command, const Secret& encoded);

  std::unique_ptr<SaslMechanism> m_mechanism;
  InitialResponse m_initial;
  const Redactor& m_redactor;
  std::optional<Secret> m_held_back;  // a first message that waits for the first challenge
  int m_challenges = 0;
  bool m_password_sent = false;
};

}  // namespace pecprobe::smtp
