// Host names as the network wants them: internationalised names as A-labels, no trailing dot where none may stand.
#pragma once

#include <tl/expected.hpp>

#include <string>

namespace pecprobe {

/// The A-label form of a host name as typed (IDNA 2008 with UTS #46 mapping, so upper case and look-alike dots are
/// mapped; RFC 5891 §5). ASCII names and IP literals come back as they are. The library's own words when the name
/// cannot be one.
[[nodiscard]] tl::expected<std::string, std::string> to_a_label(const std::string& host);

/// The name to ask for and to compare with: without the trailing dot of an absolute name (RFC 6066 §3).
[[nodiscard]] std::string without_trailing_dot(const std::string& host);

/// True for an IPv4 or IPv6 address without brackets: it is no name, so that it is neither looked up nor asked for.
[[nodiscard]] bool is_ip_literal(const std::string& host);
/// Which of the two families a numeric address is of.
[[nodiscard]] bool is_ipv6_literal(const std::string& address) noexcept;

}  // namespace pecprobe
