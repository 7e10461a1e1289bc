// Which servers a test may connect to: whoever reaches the page must not get a port scanner.
#pragma once

#include "protocols/base/endpoint.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace pecprobe {

/// Whether servers that nobody vouches for may be tested.
enum class OtherServers { refused, allowed };
/// Whether these may be in private networks or on this computer.
enum class PrivateAddresses { refused, allowed };

/// What is wrong with a server that somebody typed.
enum class EndpointObjection {
  not_known,  // neither in the provider table nor in the accounts file
  not_a_mail_port,
  private_address,
  odd_number,     // 0x7f.1, 2130706433, 0177.0.0.1: an address in disguise
  not_looked_up,  // the DNS gave no answer, so that nobody knows where it leads
};

struct EndpointRules {
  OtherServers others = OtherServers::refused;
  PrivateAddresses privates = PrivateAddresses::refused;
};

/// 25, 110, 143, 465, 587, 993, 995, 2525.
[[nodiscard]] bool is_mail_port(std::uint16_t port) noexcept;

/// True for every numeric address that is not public: this host, loopback, private, link-local, shared, multicast,
/// documentation and reserved ranges (RFC 6890), also inside an IPv6 address (mapped, 6to4, NAT64). What is no address
/// is not public either.
[[nodiscard]] bool is_private_address(std::string_view address);

/// Looks at the endpoint as typed. What a name resolves to is judged by is_private_address() once it is known. Those
/// that are `vouched` for by whoever started the server are always fine.
[[nodiscard]] std::optional<EndpointObjection> objection_to(const Endpoint& endpoint,
                                                            const std::vector<Endpoint>& vouched,
                                                            const EndpointRules& rules);

/// Host, port and encryption are among them; letter case does not count.
[[nodiscard]] bool is_vouched(const Endpoint& endpoint, const std::vector<Endpoint>& vouched);

}  // namespace pecprobe
