#include "probe/serve/access/address_rule.hpp"

#include "protocols/base/text.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <span>
#include <string>

namespace pecprobe {

namespace {

using Bytes = std::span<const std::uint8_t>;

struct Range {
  std::array<std::uint8_t, 4> first;
  int bits;
};

/// IANA's registry of special purpose addresses (RFC 6890 and what came after), multicast and the rest.
constexpr std::array k_not_public_v4 = {
    Range{{0, 0, 0, 0}, 8},      Range{{10, 0, 0, 0}, 8},     Range{{100, 64, 0, 0}, 10}, Range{{127, 0, 0, 0}, 8},
    Range{{169, 254, 0, 0}, 16}, Range{{172, 16, 0, 0}, 12},  Range{{192, 0, 0, 0}, 24},  Range{{192, 0, 2, 0}, 24},
    Range{{192, 88, 99, 0}, 24}, Range{{192, 168, 0, 0}, 16}, Range{{198, 18, 0, 0}, 15}, Range{{198, 51, 100, 0}, 24},
    Range{{203, 0, 113, 0}, 24}, Range{{224, 0, 0, 0}, 3},
};

bool shares_prefix(Bytes address, Bytes prefix, int bits) {
  for (int bit = 0; bit < bits; ++bit) {
    const auto byte = static_cast<std::size_t>(bit / 8);
    const int mask = 0x80 >> (bit % 8);
    if ((address[byte] & mask) != (prefix[byte] & mask)) {
      return false;
    }
  }
  return true;
}

bool is_private_v4(Bytes address) {
  return std::any_of(k_not_public_v4.begin(), k_not_public_v4.end(),
                     [&](const Range& range) { return shares_prefix(address, range.first, range.bits); });
}

/// Only 2000::/3 is handed out (RFC 4291 §2.4), and parts of it hold an IPv4 address or are for documentation.
bool is_private_v6(Bytes address) {
  constexpr std::array<std::uint8_t, 12> k_nat64 = {0x00, 0x64, 0xff, 0x9b};         // RFC 6052 §2.1
  constexpr std::array<std::uint8_t, 2> k_6to4 = {0x20, 0x02};                       // RFC 3056 §2
  constexpr std::array<std::uint8_t, 3> k_special = {0x20, 0x01, 0x00};              // 2001::/23, Teredo included
  constexpr std::array<std::uint8_t, 4> k_documentation = {0x20, 0x01, 0x0d, 0xb8};  // RFC 3849
  constexpr std::array<std::uint8_t, 3> k_more_documentation = {0x3f, 0xff, 0x00};   // RFC 9637, 3fff::/20
  if (shares_prefix(address, k_nat64, 96)) {
    return is_private_v4(address.subspan(12, 4));
  }
  if (shares_prefix(address, k_6to4, 16)) {
    return is_private_v4(address.subspan(2, 4));
  }
  return (address[0] & 0xe0) != 0x20 || shares_prefix(address, k_special, 23) ||
         shares_prefix(address, k_documentation, 32) || shares_prefix(address, k_more_documentation, 20);
}

/// What inet_aton(3) would read as an address though nobody writes one like that.
bool is_disguised_address(const std::string& host) {
  in_addr ignored{};
  std::array<std::uint8_t, 4> plain{};
  return inet_aton(host.c_str(), &ignored) != 0 && inet_pton(AF_INET, host.c_str(), plain.data()) != 1;
}

bool is_numeric(const std::string& host) {
  std::array<std::uint8_t, 16> bytes{};
  return inet_pton(AF_INET, host.c_str(), bytes.data()) == 1 || inet_pton(AF_INET6, host.c_str(), bytes.data()) == 1;
}

}  // namespace

bool is_mail_port(std::uint16_t port) noexcept {
  constexpr std::array<std::uint16_t, 8> k_ports = {25, 110, 143, 465, 587, 993, 995, 2525};
  return std::find(k_ports.begin(), k_ports.end(), port) != k_ports.end();
}

bool is_private_address(std::string_view text) {
  const std::string address(text.substr(0, text.find('%')));
  std::array<std::uint8_t, 16> bytes{};
  if (inet_pton(AF_INET, address.c_str(), bytes.data()) == 1) {
    return is_private_v4(Bytes(bytes).first(4));
  }
  if (inet_pton(AF_INET6, address.c_str(), bytes.data()) == 1) {
    return is_private_v6(bytes);
  }
  return true;
}

bool is_vouched(const Endpoint& endpoint, const std::vector<Endpoint>& vouched) {
  return std::any_of(vouched.begin(), vouched.end(), [&](const Endpoint& known) {
    return known.protocol == endpoint.protocol && iequals(known.host, endpoint.host) && known.port == endpoint.port &&
           known.tls == endpoint.tls;
  });
}

std::optional<EndpointObjection> objection_to(const Endpoint& endpoint, const std::vector<Endpoint>& vouched,
                                              const EndpointRules& rules) {
  if (is_vouched(endpoint, vouched)) {
    return std::nullopt;
  }
  if (rules.others == OtherServers::refused) {
    return EndpointObjection::not_known;
  }
  if (!is_mail_port(endpoint.port)) {
    return EndpointObjection::not_a_mail_port;
  }
  if (is_disguised_address(endpoint.host)) {
    return EndpointObjection::odd_number;
  }
  const bool is_private =
      is_numeric(endpoint.host) ? is_private_address(endpoint.host) : is_loopback_name(endpoint.host);
  return is_private && rules.privates == PrivateAddresses::refused ? std::optional(EndpointObjection::private_address)
                                                                   : std::nullopt;
}

}  // namespace pecprobe
