// What an SMTP server announces in its answer to EHLO.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pecprobe::smtp {

struct Capabilities {
  std::vector<std::string> announced;   // keyword and arguments, upper case, in the server's order, no duplicates
  std::vector<std::string> mechanisms;  // SASL mechanisms of all AUTH lines, upper case, no duplicates

  /// True when `keyword` (upper case) was announced, with or without arguments.
  [[nodiscard]] bool has(std::string_view keyword) const noexcept;
};

/// Reads the lines of a 250 reply to EHLO (RFC 5321 §4.1.1.1). The first line names the server and
/// announces nothing. Of each list, `k_kept_capabilities` entries are kept. Besides `AUTH PLAIN`
/// (RFC 4954 §3) the older `AUTH=PLAIN` is read, which some servers still send for clients that
/// were written before the standard.
[[nodiscard]] Capabilities parse_capabilities(const std::vector<std::string>& ehlo_lines);

}  // namespace pecprobe::smtp
