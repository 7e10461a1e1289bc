#include "protocols/imap/authenticate.hpp"

#include "protocols/base/text.hpp"

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
  Secret encoded;
  if (m_held) {
    encoded = std::move(*m_held);
    m_held.reset();
  } else {
    // Some servers write prose where base64 belongs. PLAIN and LOGIN need no challenge, so it is
    // for the mechanism to say whether it can do with what came.
    const auto decoded = base64_decode(trimmed(challenge));
    const auto response = m_mechanism->respond(decoded ? std::string_view(*decoded) : challenge);
    if (!response) {
      return tl::unexpected(response.error());
    }
    encoded = base64_encode(*response);
  }
  std::string text = shown(encoded);
  return Outgoing{encoded.append("\r\n"), std::move(text)};
}

std::string Authenticate::shown(const Secret& encoded) const {
  return password_sent() ? std::string(k_mask) : m_redactor.redact(encoded.reveal());
}

}  // namespace pecprobe::imap
