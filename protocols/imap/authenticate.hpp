// The AUTHENTICATE command (RFC 9051 §6.2.2, RFC 4959).
#pragma once

#include "protocols/imap/login.hpp"
#include "protocols/sasl/mechanism.hpp"

namespace pecprobe::imap {

/// Whether the first message of a mechanism in which the client speaks first may ride on the
/// command.
enum class InitialResponse { on_the_command, when_asked };

/// A command line with its end stays below this (RFC 7162 §4): a longer initial response waits for
/// the continuation request.
inline constexpr std::size_t k_longest_command_line = 8192;

class Authenticate final : public LoginAttempt {
 public:
  /// `redactor` outlives the attempt.
  Authenticate(std::string_view tag, std::unique_ptr<SaslMechanism> mechanism, InitialResponse initial,
               const Redactor& redactor)
      : m_tag(tag), m_mechanism(std::move(mechanism)), m_initial(initial), m_redactor(redactor) {}

  [[nodiscard]] std::string_view mechanism() const noexcept override { return m_mechanism->name(); }
  [[nodiscard]] tl::expected<Outgoing, std::string> first_line() override;
  [[nodiscard]] tl::expected<Outgoing, std::string> next_line(std::string_view challenge) override;
  /// A single "*" (RFC 9051 §6.2.2).
  [[nodiscard]] std::optional<Outgoing> cancel() const override { return plain_command("*"); }
  [[nodiscard]] bool password_sent() const noexcept override { return m_mechanism->password_sent() && !m_held; }

 private:
  [[nodiscard]] Outgoing line(const Secret& encoded) const;
  [[nodiscard]] std::string shown(const Secret& encoded) const;

  std::string m_tag;
  std::unique_ptr<SaslMechanism> m_mechanism;
  InitialResponse m_initial;
  const Redactor& m_redactor;
  int m_challenges = 0;
  std::optional<Secret> m_held;  // an initial response too long for the command line, in base64
};

}  // namespace pecprobe::imap
