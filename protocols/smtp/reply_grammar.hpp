// The grammar of SMTP replies (RFC 5321 §4.2): single lines, and replies assembled from them.
#pragma once

#include "protocols/wire/reply.hpp"

#include <tl/expected.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pecprobe::smtp {

/// One line of a reply; `text` is a part of the line that was parsed.
struct ReplyLine {
  int code = 0;
  bool is_last = true;
  std::string_view text;
};

/// Three digits from 200 to 599, then `-` when more lines follow, or a blank or the end of the line
/// (RFC 5321 §4.2, §4.2.1). Everything else is refused with a sentence: `2350`, `+235`, `23`, `120
/// wait`.
[[nodiscard]] tl::expected<ReplyLine, std::string> parse_reply_line(std::string_view line);

/// True when `line`, which may still be incomplete, has digits wherever the reply code has them.
[[nodiscard]] bool may_begin_reply(std::string_view line) noexcept;

/// The enhanced status code that `text` begins with, such as `5.7.8` (RFC 3463 §2); empty when
/// there is none, or when its class is not the first digit of `code` (RFC 2034 §4).
[[nodiscard]] std::string_view enhanced_code(std::string_view text, int code) noexcept;

/// A complete reply as it came, not redacted: to decide by, never to be kept.
struct RawReply {
  int code = 0;
  std::vector<std::string> lines;  // without line ends; never empty

  [[nodiscard]] ReplyStatus status() const noexcept;
  /// The first enhanced code of the lines, or empty.
  [[nodiscard]] std::string_view enhanced() const noexcept;
  /// The lines behind code and separator, joined by blanks.
  [[nodiscard]] std::string text() const;
};

/// Collects the lines of one reply after the other.
class ReplyAssembler {
 public:
  /// The reply that `line` completes, nothing while more lines follow, or which rule or limit the
  /// line breaks: all lines carry the same code (RFC 5321 §4.2.1), and there are at most
  /// `k_max_reply_lines`.
  [[nodiscard]] tl::expected<std::optional<RawReply>, std::string> add(std::string line);

  /// The lines of the unfinished reply; after an error the refused line is the last one.
  [[nodiscard]] const std::vector<std::string>& lines() const noexcept { return m_reply.lines; }

  /// Forgets an unfinished reply.
  void clear() noexcept { m_reply = {}; }

 private:
  RawReply m_reply;
};

}  // namespace pecprobe::smtp
