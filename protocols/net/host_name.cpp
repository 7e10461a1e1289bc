#include "protocols/net/host_name.hpp"

#include <boost/asio/ip/address.hpp>

#include <idn2.h>

#include <algorithm>
#include <memory>

namespace pecprobe {

tl::expected<std::string, std::string> to_a_label(const std::string& host) {
  const bool is_ascii =
      std::all_of(host.begin(), host.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (is_ascii) {
    return host;
  }
  char* converted = nullptr;
  const int result = idn2_to_ascii_8z(host.c_str(), &converted, IDN2_NONTRANSITIONAL | IDN2_NFC_INPUT);
  const std::unique_ptr<char, decltype(&idn2_free)> owner(converted, &idn2_free);
  if (result != IDN2_OK) {
    return tl::unexpected<std::string>(idn2_strerror(result));
  }
  return std::string(converted);
}

std::string without_trailing_dot(const std::string& host) {
  return host.ends_with('.') ? host.substr(0, host.size() - 1) : host;
}

bool is_ip_literal(const std::string& host) {
  boost::system::error_code error;
  boost::asio::ip::make_address(host, error);
  return !error;
}

bool is_ipv6_literal(const std::string& address) noexcept { return address.find(':') != std::string::npos; }

}  // namespace pecprobe
