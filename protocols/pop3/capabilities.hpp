// What a POP3 server says it can do: the answer to CAPA.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pecprobe::pop3 {

/// A capability list (RFC 2449 §5). Names and arguments are compared without regard to case and
/// kept in upper case.
class Capabilities {
 public:
  /// Of a server that does not know CAPA: RFC 1939 alone, so USER and PASS may be tried, and
  /// nothing else.
  Capabilities() = default;
  /// `lines` as they stood between `+OK` and `.`, dots not yet unstuffed.
  explicit Capabilities(const std::vector<std::string>& lines);

  /// True when the server answered CAPA with a list.
  [[nodiscard]] bool listed() const noexcept { return m_listed; }
  /// True when a line has this name (upper case), with or without arguments.
  [[nodiscard]] bool announces(std::string_view name) const noexcept;
  /// The arguments of all SASL lines (RFC 5034 §3), in the server's order; empty for a bare `SASL`,
  /// which Dovecot sends where plain text is refused.
  [[nodiscard]] std::vector<std::string> mechanisms() const;
  /// The lines in upper case, as many as there were.
  [[nodiscard]] const std::vector<std::string>& lines() const noexcept { return m_lines; }

 private:
  bool m_listed = false;
  std::vector<std::string> m_lines;  // upper case
};

/// What is kept of a list for the report: duplicates left out, at most `k_kept_capabilities`
/// entries of at most `k_kept_line_bytes` each.
[[nodiscard]] std::vector<std::string> capped(const std::vector<std::string>& texts);

}  // namespace pecprobe::pop3
