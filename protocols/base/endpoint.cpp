#include "protocols/base/endpoint.hpp"

#include "protocols/base/text.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace pecprobe {

namespace {

struct Scheme {
  std::string_view name;
  Protocol protocol;
  TlsMode tls;
};

constexpr std::array<Scheme, 6> k_schemes = {{
    {"imaps", Protocol::imap, TlsMode::implicit},
    {"imap", Protocol::imap, TlsMode::starttls},
    {"pop3s", Protocol::pop3, TlsMode::implicit},
    {"pop3", Protocol::pop3, TlsMode::starttls},
    {"smtps", Protocol::smtp, TlsMode::implicit},
    {"smtp", Protocol::smtp, TlsMode::starttls},
}};

constexpr std::size_t k_max_host = 255;  // RFC 1035 §2.3.4

bool is_host_byte(char c) noexcept {
  const auto byte = static_cast<unsigned char>(c);
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || byte >= 0x80;  // U-labels are turned into A-labels by the resolver
}

bool is_ipv6_byte(char c) noexcept {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == ':' || c == '.';
}

/// What may stand in brackets: an IPv6 address as far as its characters go, and a zone behind `%` (RFC 4007 §11).
bool is_ipv6_literal(std::string_view text) noexcept {
  const std::string_view address = text.substr(0, text.find('%'));
  const std::string_view zone = text.substr(address.size());
  return address.find(':') != std::string_view::npos && std::all_of(address.begin(), address.end(), is_ipv6_byte) &&
         (zone.empty() || (zone.size() > 1 && std::all_of(zone.begin() + 1, zone.end(), is_host_byte)));
}

struct HostPort {
  std::string host;
  std::optional<std::string_view> port;
};

std::optional<HostPort> split_host_port(std::string_view text) {
  if (text.starts_with('[')) {
    const auto close = text.find(']');
    if (close == std::string_view::npos) {
      return std::nullopt;
    }
    const std::string_view host = text.substr(1, close - 1);
    const std::string_view rest = text.substr(close + 1);
    if (!is_ipv6_literal(host) || (!rest.empty() && !rest.starts_with(':'))) {
      return std::nullopt;
    }
    return HostPort{std::string(host), rest.empty() ? std::nullopt : std::optional(rest.substr(1))};
  }
  const auto colon = text.find(':');
  const std::string_view host = text.substr(0, colon);
  if (host.empty() || !std::all_of(host.begin(), host.end(), is_host_byte)) {
    return std::nullopt;
  }
  return HostPort{std::string(host),
                  colon == std::string_view::npos ? std::nullopt : std::optional(text.substr(colon + 1))};
}

}  // namespace

std::string_view to_string(Protocol protocol) noexcept {
  switch (protocol) {
    case Protocol::imap: return "imap";
    case Protocol::pop3: return "pop3";
    case Protocol::smtp: return "smtp";
  }
  return "";
}

std::string_view to_string(Direction direction) noexcept {
  return direction == Direction::receive ? "receive" : "send";
}

std::string_view to_string(TlsMode mode) noexcept {
  switch (mode) {
    case TlsMode::implicit: return "implicit";
    case TlsMode::starttls: return "starttls";
    case TlsMode::starttls_if_offered: return "starttls_if_offered";
  }
  return "";
}

std::uint16_t default_port(Protocol protocol, TlsMode mode) noexcept {
  const bool implicit = mode == TlsMode::implicit;
  switch (protocol) {
    case Protocol::imap: return implicit ? 993 : 143;
    case Protocol::pop3: return implicit ? 995 : 110;
    case Protocol::smtp: return implicit ? 465 : 587;
  }
  return 0;
}

tl::expected<Endpoint, std::string> parse_endpoint_url(std::string_view url) {
  const auto refuse = [](std::string reason) { return tl::unexpected(std::move(reason)); };
  const auto separator = url.find("://");
  const auto* scheme = std::find_if(k_schemes.begin(), k_schemes.end(), [&](const Scheme& s) {
    return separator != std::string_view::npos && iequals(url.substr(0, separator), s.name);
  });
  if (scheme == k_schemes.end()) {
    return refuse("expected a URL such as imaps://host or smtp://host:587 (imaps, imap, pop3s, pop3, smtps, smtp)");
  }
  std::string_view rest = url.substr(separator + 3);
  if (rest.ends_with('/')) {
    rest.remove_suffix(1);
  }
  if (has_control_characters(rest) || rest.find_first_of("/?#@ ") != std::string_view::npos) {
    return refuse("only a host and a port may follow the scheme (no user, path, blank or control character)");
  }
  const auto parts = split_host_port(rest);
  if (!parts || parts->host.size() > k_max_host) {
    return refuse("the host is not a host name or an IP address (IPv6 in brackets)");
  }
  std::uint16_t port = default_port(scheme->protocol, scheme->tls);
  if (parts->port) {
    const auto number = parse_number(*parts->port);
    if (!number || *number < 1 || *number > 65535) {
      return refuse("the port must be a number from 1 to 65535");
    }
    port = static_cast<std::uint16_t>(*number);
  }
  return Endpoint{scheme->protocol, parts->host, port, scheme->tls};
}

std::string authority(const Endpoint& endpoint) {
  const bool is_ipv6 = endpoint.host.find(':') != std::string::npos;
  return (is_ipv6 ? "[" + endpoint.host + "]" : endpoint.host) + ":" + std::to_string(endpoint.port);
}

bool is_loopback_name(std::string_view host) noexcept {
  if (iequals(host, "localhost") || host == "::1") {
    return true;
  }
  // 127.0.0.0/8 in dotted form: four numbers, the first of them 127.
  int parts = 0;
  bool first_is_127 = false;
  while (true) {
    const auto dot = host.find('.');
    const std::string_view part = host.substr(0, dot);
    const auto number = parse_number(part);
    // Resolvers read a leading zero as octal: 0127.0.0.1 is 87.0.0.1.
    if (!number || *number > 255 || (part.size() > 1 && part.starts_with('0'))) {
      return false;
    }
    first_is_127 = parts == 0 ? *number == 127 : first_is_127;
    ++parts;
    if (dot == std::string_view::npos) {
      return parts == 4 && first_is_127;
    }
    host.remove_prefix(dot + 1);
  }
}

}  // namespace pecprobe
