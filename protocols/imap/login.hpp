// The one credential attempt of an IMAP dialogue: AUTHENTICATE or LOGIN, line by line.
#pragma once

#include "protocols/wire/dialogue.hpp"

#include <tl/expected.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pecprobe::imap {

/// A command with the server asked in between: the first line at once, each further one when the
/// server sent "+".
class LoginAttempt {
 public:
  LoginAttempt() = default;
  LoginAttempt(const LoginAttempt&) = delete;
  LoginAttempt& operator=(const LoginAttempt&) = delete;
  virtual ~LoginAttempt() = default;

  /// As in AuthFacts::mechanism.
  [[nodiscard]] virtual std::string_view mechanism() const noexcept = 0;
  /// The first line, or why there is none.
  [[nodiscard]] virtual tl::expected<Outgoing, std::string> first_line() = 0;
  /// What follows a continuation request with the text `challenge`, or why the attempt must be
  /// broken off.
  [[nodiscard]] virtual tl::expected<Outgoing, std::string> next_line(std::string_view challenge) = 0;
  /// The line that breaks the attempt off in good order; nothing where the command knows none.
  [[nodiscard]] virtual std::optional<Outgoing> cancel() const = 0;
  /// True once a line that was given out held bytes made from the password.
  [[nodiscard]] virtual bool password_sent() const noexcept = 0;
};

/// The attempt that `capabilities` (upper case) allow: AUTHENTICATE with the first common
/// mechanism, else the LOGIN command, which every server has unless it says LOGINDISABLED (RFC 9051
/// §6.2.3). Null when there is no way to log in. `input` and what it refers to outlive the attempt.
[[nodiscard]] std::unique_ptr<LoginAttempt> choose_login(std::string_view tag,
                                                         const std::vector<std::string>& capabilities,
                                                         const DialogueInput& input);

}  // namespace pecprobe::imap
