#include "protocols/wire/line_reader.hpp"

#include <algorithm>

namespace pecprobe {

std::optional<std::string> LineReader::next_line() {
  const auto end = m_buffer.find('\n', std::max(m_scanned, m_taken));
  if (end == std::string::npos) {
    m_scanned = m_buffer.size();
    return std::nullopt;
  }
  const std::size_t text_end = end > m_taken && m_buffer[end - 1] == '\r' ? end - 1 : end;
  if (text_end - m_taken > m_max_line) {
    m_scanned = m_taken;  // overflowed() goes on saying so
    return std::nullopt;
  }
  std::string line = m_buffer.substr(m_taken, text_end - m_taken);
  m_taken = end + 1;
  drop_taken();
  return line;
}

std::optional<std::string> LineReader::next_bytes(std::size_t count) {
  if (pending() < count) {
    return std::nullopt;
  }
  std::string bytes = m_buffer.substr(m_taken, count);
  m_taken += count;
  drop_taken();
  return bytes;
}

bool LineReader::overflowed() const noexcept {
  const std::size_t line_end = std::min(m_buffer.find('\n', m_taken), m_buffer.size());
  // A CR at the very end belongs to the line end, also while the LF is still to come.
  const bool ends_with_cr = line_end > m_taken && m_buffer[line_end - 1] == '\r';
  return line_end - m_taken - (ends_with_cr ? 1 : 0) > m_max_line;
}

void LineReader::clear() noexcept {
  m_buffer.clear();
  m_taken = 0;
  m_scanned = 0;
}

void LineReader::drop_taken() {
  if (m_taken == m_buffer.size()) {
    clear();
  } else if (m_taken > 4096) {
    m_buffer.erase(0, m_taken);
    m_taken = 0;
    m_scanned = 0;
  }
}

}  // namespace pecprobe
