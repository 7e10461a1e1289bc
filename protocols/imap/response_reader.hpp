// Cuts the byte stream of an IMAP server into responses, literals included, within all limits.
#pragma once

#include "protocols/imap/response.hpp"
#include "protocols/wire/limits.hpp"
#include "protocols/wire/line_reader.hpp"

#include <tl/expected.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pecprobe::imap {

/// How much a server may say: a login test needs little, whoever fetches messages more.
struct ReadingLimits {
  std::size_t literal = k_max_literal;
  std::size_t all_bytes = k_max_dialogue_bytes;
};

/// Feeds on bytes, however they were cut, and gives complete responses. A literal (RFC 9051 §4.3)
/// is part of the response that announces it: what it holds is never taken for a line. Only
/// untagged responses can hold one; the grammar has none in a tagged response or a continuation
/// request, so `{5}` at the end of those is text.
class ResponseReader {
 public:
  explicit ResponseReader(ReadingLimits limits = {}) : m_limits(limits) {}

  /// Takes what the limit of all bytes still allows; next() tells when that was not all.
  void append(std::string_view bytes);

  /// The next complete response; nothing while there is none; the limit that was broken, in
  /// English. An error is final.
  [[nodiscard]] tl::expected<std::optional<Response>, std::string> next();

  /// Bytes received that are not part of a response given out.
  [[nodiscard]] std::string_view peek() const noexcept { return m_lines.peek(); }
  /// A response has begun and waits for a literal or for what follows one.
  [[nodiscard]] bool is_within_response() const noexcept { return !m_parts.empty(); }
  /// Forgets what was received and not read; the count of all bytes goes on.
  void clear() noexcept;

 private:
  [[nodiscard]] std::optional<std::string> broken_limit() const;

  ReadingLimits m_limits;
  LineReader m_lines{k_max_line};
  std::vector<std::string> m_parts;      // of the response being read
  std::optional<std::size_t> m_literal;  // length of the literal that comes next
  std::size_t m_received = 0;
  bool m_too_many_bytes = false;
};

}  // namespace pecprobe::imap
