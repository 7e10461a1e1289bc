// Capability lists of an IMAP server (RFC 9051 §6.1.1, §7.2.2).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pecprobe::imap {

/// Adds the names of a capability list to `names`: upper case (they are case-insensitive, RFC 9051
/// §9 rule 1), in the server's order, none twice, at most k_kept_capabilities.
void add_capabilities(std::vector<std::string>& names, std::string_view list);

/// `name` (upper case) was announced.
[[nodiscard]] bool offers(const std::vector<std::string>& names, std::string_view name) noexcept;

/// The SASL mechanisms: what stands behind `AUTH=` (RFC 9051 §7.2.2).
[[nodiscard]] std::vector<std::string> mechanisms_of(const std::vector<std::string>& names);

}  // namespace pecprobe::imap
