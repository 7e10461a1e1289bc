#include "protocols/imap/response_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace pecprobe::imap {

void ResponseReader::append(std::string_view bytes) {
  const std::size_t taken = std::min(bytes.size(), m_limits.all_bytes - m_received);
  m_lines.append(bytes.substr(0, taken));
  m_received += taken;
  m_too_many_bytes = m_too_many_bytes || taken < bytes.size();
}

tl::expected<std::optional<Response>, std::string> ResponseReader::next() {
  while (true) {
    auto part = m_literal ? m_lines.next_bytes(*m_literal) : m_lines.next_line();
    if (!part) {
      if (auto broken = broken_limit()) {
        return tl::unexpected(std::move(*broken));
      }
      return std::nullopt;
    }
    m_parts.push_back(std::move(*part));
    if (m_parts.size() > k_max_reply_lines) {
      return tl::unexpected(fmt::format("a response of more than {} lines", k_max_reply_lines));
    }
    if (m_literal.has_value()) {
      m_literal.reset();  // the line goes on behind it
      continue;
    }
    if (m_parts.front().starts_with('*')) {
      const auto announced = announced_literal(m_parts.back(), m_limits.literal);
      if (!announced) {
        return tl::unexpected(announced.error());
      }
      m_literal = *announced;
    }
    if (!m_literal) {
      return parse_response(std::exchange(m_parts, {}));
    }
  }
}

void ResponseReader::clear() noexcept {
  m_lines.clear();
  m_parts.clear();
  m_literal.reset();
}

std::optional<std::string> ResponseReader::broken_limit() const {
  if (!m_literal && m_lines.overflowed()) {
    return fmt::format("a line of more than {} bytes", k_max_line);
  }
  if (m_too_many_bytes) {
    return fmt::format("more than {} bytes in one dialogue", m_limits.all_bytes);
  }
  return std::nullopt;
}

}  // namespace pecprobe::imap
