#include "protocols/pop3/login.hpp"

#include "protocols/base/text.hpp"
#include "protocols/wire/limits.hpp"

#include <fmt/format.h>

#include <utility>

namespace pecprobe::pop3 {

namespace {

/// A command line with its CRLF (RFC 2449 §4, RFC 5034 §4). Answers to challenges have no such
/// limit.
constexpr std::size_t k_max_command = 255;

constexpr std::string_view k_line_end = "\r\n";

LoginTurn say(Outgoing command) { return {LoginOutcome::unfinished, std::move(command), {}}; }

LoginTurn broken(std::string problem) { return {LoginOutcome::broken, std::nullopt, std::move(problem)}; }

class UserLogin final : public Login {
 public:
  explicit UserLogin(const Credentials& credentials) : m_credentials(credentials) {}

  [[nodiscard]] std::string_view name() const noexcept override { return "USER/PASS"; }
  [[nodiscard]] bool password_sent() const noexcept override { return m_password_sent; }

  [[nodiscard]] Outgoing begin() override { return plain_command("USER " + m_credentials.login); }

  [[nodiscard]] LoginTurn on_reply(const Reply& reply) override {
    switch (reply.status) {
      case ReplyStatus::positive:
        return m_password_sent ? LoginTurn{LoginOutcome::accepted, std::nullopt, {}} : say(password());
      case ReplyStatus::negative: return {LoginOutcome::refused, std::nullopt, {}};
      case ReplyStatus::continuation:
      case ReplyStatus::temporary:
      case ReplyStatus::farewell:
      case ReplyStatus::preauth: break;
    }
    return broken("a challenge in answer to USER or PASS");
  }

 private:
  /// RFC 1939 §7: PASS has one argument and blanks are part of it, so the bytes go out as they are.
  Outgoing password() {
    m_password_sent = true;
    return {Secret{"PASS "}.append(m_credentials.password).append(k_line_end), fmt::format("PASS {}", k_mask)};
  }

  const Credentials& m_credentials;
  bool m_password_sent = false;
};

class SaslLogin final : public Login {
 public:
  explicit SaslLogin(std::unique_ptr<SaslMechanism> mechanism) : m_mechanism(std::move(mechanism)) {}

  [[nodiscard]] std::string_view name() const noexcept override { return m_mechanism->name(); }
  [[nodiscard]] bool password_sent() const noexcept override { return m_password_sent; }

  [[nodiscard]] Outgoing begin() override {
    const std::string command = fmt::format("AUTH {}", m_mechanism->name());
    if (m_mechanism->client_first()) {
      m_initial = m_mechanism->respond({});
    }
    if (m_initial && *m_initial) {
      Outgoing line = response(command + " ", **m_initial);
      if (line.bytes.size() <= k_max_command) {
        m_initial.reset();
        m_password_sent = m_mechanism->password_sent();
        return line;
      }
    }
    // The initial response, if there is one, waits for the empty challenge (RFC 5034 §4).
    return plain_command(command);
  }

  [[nodiscard]] LoginTurn on_reply(const Reply& reply) override {
    switch (reply.status) {
      case ReplyStatus::positive:
        return {m_password_sent ? LoginOutcome::accepted : LoginOutcome::preauthenticated, std::nullopt, {}};
      case ReplyStatus::negative: return {LoginOutcome::refused, std::nullopt, {}};
      case ReplyStatus::continuation: return on_challenge(reply.text);
      case ReplyStatus::temporary:
      case ReplyStatus::farewell:
      case ReplyStatus::preauth: break;
    }
    return broken("an answer to AUTH that POP3 does not have");
  }

 private:
  LoginTurn on_challenge(std::string_view text) {
    if (++m_challenges > k_max_challenges) {
      return cancel(fmt::format("more than {} challenges in one login", k_max_challenges));
    }
    // PLAIN and LOGIN do not read their challenges, and servers write there what they like. A
    // mechanism that reads them gets nothing for bad base64, and says itself that nothing is not
    // enough.
    const auto answer = m_initial ? *std::exchange(m_initial, std::nullopt)
                                  : m_mechanism->respond(base64_decode(text).value_or(std::string{}));
    if (!answer) {
      return cancel(answer.error());
    }
    m_password_sent = m_mechanism->password_sent();
    return say(response({}, *answer));
  }

  /// RFC 5034 §4: the client cancels an exchange with a line that is a single `*`.
  static LoginTurn cancel(std::string problem) {
    return {LoginOutcome::broken, plain_command("*"), std::move(problem)};
  }

  [[nodiscard]] Outgoing response(std::string_view before, const Secret& message) const {
    const Secret encoded = base64_encode(message);
    const std::string_view shown = m_mechanism->password_sent() ? k_mask : encoded.reveal();
    return {Secret{before}.append(encoded).append(k_line_end), fmt::format("{}{}", before, shown)};
  }

  std::unique_ptr<SaslMechanism> m_mechanism;
  std::optional<tl::expected<Secret, std::string>> m_initial;  // until it was sent
  bool m_password_sent = false;
  int m_challenges = 0;
};

}  // namespace

std::unique_ptr<Login> make_user_login(const Credentials& credentials) {
  return std::make_unique<UserLogin>(credentials);
}

std::unique_ptr<Login> make_sasl_login(std::unique_ptr<SaslMechanism> mechanism) {
  return std::make_unique<SaslLogin>(std::move(mechanism));
}

std::unique_ptr<Login> choose_login(const Capabilities& capabilities, std::string_view timestamp,
                                    const Credentials& credentials) {
  if (auto mechanism = choose_mechanism(capabilities.mechanisms(), credentials)) {
    return make_sasl_login(std::move(mechanism));
  }
  // RFC 2449 §6.2 announces USER; a server older than CAPA has it without saying so.
  if (capabilities.announces("USER") || !capabilities.listed()) {
    return make_user_login(credentials);
  }
  return timestamp.empty() ? nullptr : make_apop_login(timestamp, credentials);
}

}  // namespace pecprobe::pop3
