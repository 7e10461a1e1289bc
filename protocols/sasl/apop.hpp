// The digest of POP3's APOP command (RFC 1939 §7), which is older than SASL and no mechanism of it.
#pragma once

#include "protocols/base/secret.hpp"

#include <tl/expected.hpp>

#include <string>
#include <string_view>

namespace pecprobe {

/// The timestamp in a POP3 greeting, with its angle brackets; empty when there is none, or none that has the form of a
/// message identifier (RFC 822 §4.6). Anything else is no challenge to answer: with texts of its own choice a server
/// can get at the password behind the digest (Leurent 2007).
[[nodiscard]] std::string_view apop_timestamp(std::string_view greeting) noexcept;

/// MD5 of timestamp and password, in lower-case hexadecimal; a sentence where this computer has no MD5.
[[nodiscard]] tl::expected<Secret, std::string> apop_digest(std::string_view timestamp, const Secret& password);

}  // namespace pecprobe
