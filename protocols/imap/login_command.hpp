// The LOGIN command (RFC 9051 §6.2.3) with quoted strings or literals.
#pragma once

#include "protocols/imap/login.hpp"

#include <deque>

namespace pecprobe::imap {

class LoginCommand final : public LoginAttempt {
 public:
  LoginCommand(std::string_view tag, const std::vector<std::string>& capabilities, const DialogueInput& input);

  [[nodiscard]] std::string_view mechanism() const noexcept override { return "LOGIN command"; }
  [[nodiscard]] tl::expected<Outgoing, std::string> first_line() override { return next_line({}); }
  [[nodiscard]] tl::expected<Outgoing, std::string> next_line(std::string_view challenge) override;
  /// A command that waits for a literal cannot be taken back (RFC 9051 §4.3 knows no way).
  [[nodiscard]] std::optional<Outgoing> cancel() const override { return std::nullopt; }
  /// The password stands in the last piece.
  [[nodiscard]] bool password_sent() const noexcept override { return m_pieces.empty(); }

 private:
  std::deque<Outgoing> m_pieces;  // cut where the server must be asked before a literal
};

}  // namespace pecprobe::imap
