#include "protocols/smtp/auth_exchange.hpp"

#include "protocols/base/text.hpp"
#include "protocols/smtp/commands.hpp"
#include "protocols/wire/limits.hpp"

#include <fmt/format.h>

#include <utility>

namespace pecprobe::smtp {

namespace {

constexpr std::string_view k_line_end = "\r\n";

/// The longest PLAIN message: NUL, user name, NUL, password (RFC 4616 §2).
constexpr std::size_t k_longest_message = 2 * k_max_credential + 2;
static_assert((k_longest_message + 2) / 3 * 4 + k_line_end.size() <= k_max_auth_line,
              "credentials that pass the door fit one line of the exchange");

}  // namespace

AuthExchange::AuthExchange(std::unique_ptr<SaslMechanism> mechanism, InitialResponse initial, const Redactor& redactor)
    : m_mechanism(std::move(mechanism)), m_initial(initial), m_redactor(redactor) {}

tl::expected<Outgoing, std::string> AuthExchange::open() {
  const std::string command = fmt::format("AUTH {}", m_mechanism->name());
  if (!m_mechanism->client_first()) {
    return plain_command(command);
  }
  auto message = m_mechanism->respond({});
  if (!message) {
    return tl::unexpected(message.error());
  }
  Secret encoded = base64_encode(*message);
  const bool fits = command.size() + 1 + encoded.size() + k_line_end.size() <= k_max_command_line;
  if (m_initial == InitialResponse::withheld || !fits || encoded.empty()) {
    m_held_back = std::move(encoded);
    return plain_command(command);
  }
  return line(command + ' ', encoded);
}

tl::expected<Outgoing, std::string> AuthExchange::answer(std::string_view challenge) {
  if (++m_challenges > k_max_challenges) {
    return tl::unexpected(fmt::format("more than {} challenges in one AUTH exchange", k_max_challenges));
  }
  if (m_held_back) {
    return line({}, *std::exchange(m_held_back, std::nullopt));
  }
  // PLAIN and LOGIN do not mind what they are asked. A mechanism that computes with the challenge must not get prose
  // in its place, or it would send a wrong proof of a right password: it gets nothing, and refuses that.
  const auto message = m_mechanism->respond(base64_decode(challenge).value_or(std::string{}));
  if (!message) {
    return tl::unexpected(message.error());
  }
  return line({}, base64_encode(*message));
}

Outgoing AuthExchange::line(std::string_view command, const Secret& encoded) {
  m_password_sent = m_mechanism->password_sent();
  std::string shown(command);
  shown += m_password_sent ? std::string(k_mask) : m_redactor.redact(encoded.reveal());
  return {Secret{command}.append(encoded).append(k_line_end), std::move(shown)};
}

}  // namespace pecprobe::smtp
