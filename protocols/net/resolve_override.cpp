#include "protocols/base/text.hpp"
#include "protocols/net/network.hpp"

#include <boost/asio/ip/address.hpp>

#include <utility>

namespace pecprobe {

namespace {

constexpr std::size_t k_max_override_addresses = 32;

std::string without_brackets(std::string_view address) {
  const bool has_brackets = address.starts_with('[') && address.ends_with(']');
  return std::string(has_brackets ? address.substr(1, address.size() - 2) : address);
}

}  // namespace

tl::expected<ResolveOverride, std::string> parse_resolve_override(std::string_view text) {
  const auto refuse = [] { return tl::unexpected<std::string>("expected HOST:PORT:ADDRESS[,ADDRESS…]"); };
  const auto host_end = text.find(':');
  const auto port_end = host_end == std::string_view::npos ? host_end : text.find(':', host_end + 1);
  if (port_end == std::string_view::npos || host_end == 0) {
    return refuse();
  }
  const auto port = parse_number(text.substr(host_end + 1, port_end - host_end - 1));
  if (!port || *port < 1 || *port > 65535) {
    return refuse();
  }
  ResolveOverride override_of{std::string(text.substr(0, host_end)), static_cast<std::uint16_t>(*port), {}};
  std::string_view rest = text.substr(port_end + 1);
  while (true) {
    const auto comma = rest.find(',');
    const std::string address = without_brackets(rest.substr(0, comma));
    boost::system::error_code error;
    const auto parsed = boost::asio::ip::make_address(address, error);
    if (error || override_of.addresses.size() >= k_max_override_addresses) {
      return refuse();
    }
    override_of.addresses.push_back(parsed.to_string());
    if (comma == std::string_view::npos) {
      return override_of;
    }
    rest.remove_prefix(comma + 1);
  }
}

}  // namespace pecprobe
