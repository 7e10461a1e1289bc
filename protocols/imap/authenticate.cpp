#include "protocols/imap/authenticate.hpp"

#include "protocols/base/text.hpp"
#include "protocols/wire/limits.hpp"

#include <fmt/format.h>

#include <utility>

namespace pecprobe::imap {

tl::expected<Outgoing, std::string> Authenticate::first_line() {
  const std::string command = fmt::format("{} AUTHENTICATE {}", m_tag, m_mechanism->name());
  if (m_initial == InitialResponse::when_asked || !m_mechanism->client_first()) {
    return plain_command(command);
  }
  const auto response = m_mechanism->respond({});
  if (!response) {
    return tl::unexpected(response.error());
  }
  // RFC 4959 §3: an initial response of no bytes is written as "=", to tell it from none at all.
  Secret encoded = response->empty() ? Secret{"="} : base64_encode(*response);
  const std::size_t line = command.size() + 1 + encoded.size() + 2;
  if (line >= k_longest_command_line) {
    m_held = std::move(encoded);
    return plain_command(command);
  }
  return Outgoing{Secret{command}.append(" ").append(encoded).append("\r\n"), command + " " + shown(encoded)};
}

tl::expected<Outgoing, std::string> Authenticate::next_line(std::string_view challenge) {
  if (++m_challenges > k_max_challenges) {
    return tl::unexpected(fmt::format("more than {} challenges in one login", k_max_challenges));
  }
  if (m_held) {
    return line(*std::exchange(m_held, std::nullopt));
  }
  // PLAIN and LOGIN do not read their challenges, and some servers write prose there. A mechanism that computes with
  // the challenge gets nothing in the place of prose, so that it says itself that it cannot go on.
  const auto decoded = base64_decode(trimmed(challenge));
  const auto response = m_mechanism->respond(decoded.value_or(std::string{}));
  if (!response) {
    return tl::unexpected(decoded ? response.error() : "a challenge that is not base64: " + response.error());
  }
  return line(base64_encode(*response));
}

Outgoing Authenticate::line(const Secret& encoded) const { return {Secret{encoded}.append("\r\n"), shown(encoded)}; }

std::string Authenticate::shown(const Secret& encoded) const {
  return password_sent() && !encoded.empty() ? std::string(k_mask) : m_redactor.redact(encoded.reveal());
}

}  // namespace pecprobe::imap
