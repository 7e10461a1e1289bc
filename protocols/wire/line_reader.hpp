// Cuts a byte stream into lines, with a cap, wherever the network happened to split it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace pecprobe {

/// Feeds on bytes and gives complete lines. A line ends with CRLF; a bare LF is accepted as an end too (RFC 5321 §2.3.8
/// forbids it, servers send it). A bare CR, NUL and 8-bit bytes are part of the line.
class LineReader {
 public:
  /// `max_line` is the longest line without its end.
  explicit LineReader(std::size_t max_line) : m_max_line(max_line) {}

  void append(std::string_view bytes) { m_buffer.append(bytes); }

  /// The next complete line without its end; nothing while there is none.
  [[nodiscard]] std::optional<std::string> next_line();

  /// The next `count` bytes as they are (an IMAP literal); nothing while fewer are there.
  [[nodiscard]] std::optional<std::string> next_bytes(std::size_t count);

  /// True when the line being read is already longer than allowed: no more input can mend that.
  [[nodiscard]] bool overflowed() const noexcept;

  /// Bytes received and not yet taken.
  [[nodiscard]] std::size_t pending() const noexcept { return m_buffer.size() - m_taken; }
  /// The same bytes, for evidence.
  [[nodiscard]] std::string_view peek() const noexcept { return std::string_view(m_buffer).substr(m_taken); }
  /// Forgets everything that was received.
  void clear() noexcept;

 private:
  void drop_taken();

  std::size_t m_max_line;
  std::string m_buffer;
  std::size_t m_taken = 0;    // bytes at the front that were handed out
  std::size_t m_scanned = 0;  // no line end before this offset
};

}  // namespace pecprobe
