// Where a service is reached and how its connection is encrypted.
#pragma once

#include <tl/expected.hpp>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace pecprobe {

enum class Protocol { imap, pop3, smtp };
inline constexpr std::array k_protocols = {Protocol::imap, Protocol::pop3, Protocol::smtp};

/// IMAP and POP3 receive, SMTP submission sends.
enum class Direction { receive, send };

enum class TlsMode {
  implicit,             // TLS from the first byte (RFC 8314 §3)
  starttls,             // STARTTLS is required
  starttls_if_offered,  // only with --allow-cleartext on loopback: the login may go on without TLS
};

/// Lower-case names as they stand in reports: `imap`, `receive`, `implicit` …
[[nodiscard]] std::string_view to_string(Protocol protocol) noexcept;
[[nodiscard]] std::string_view to_string(Direction direction) noexcept;
[[nodiscard]] std::string_view to_string(TlsMode mode) noexcept;
[[nodiscard]] constexpr Direction direction_of(Protocol protocol) noexcept {
  return protocol == Protocol::smtp ? Direction::send : Direction::receive;
}

/// The registered port: 993/995/465 with implicit TLS, 143/110/587 otherwise (RFC 8314 §7, RFC 6409 §3.1).
[[nodiscard]] std::uint16_t default_port(Protocol protocol, TlsMode mode) noexcept;

struct Endpoint {
  Protocol protocol = Protocol::imap;
  std::string host;  // as typed: a name or an IP literal without brackets
  std::uint16_t port = 0;
  TlsMode tls = TlsMode::implicit;

  bool operator==(const Endpoint&) const = default;
};

/// Reads `imaps://host[:port]` and kin: `imaps pop3s smtps` mean implicit TLS, `imap pop3 smtp` mean that
/// STARTTLS is required. IPv6 literals stand in brackets. Refused with a sentence: another scheme, user
/// information, path, query, control characters, a port outside 1 to 65535, no host.
[[nodiscard]] tl::expected<Endpoint, std::string> parse_endpoint_url(std::string_view url);

/// `host:port`, an IPv6 literal in brackets.
[[nodiscard]] std::string authority(const Endpoint& endpoint);

/// True for `localhost`, 127.0.0.0/8 and ::1 as written; names are not looked up.
[[nodiscard]] bool is_loopback_name(std::string_view host) noexcept;

}  // namespace pecprobe
