#include "protocols/smtp/recorded_reply.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

namespace pecprobe::smtp {

namespace {

constexpr std::size_t k_code_and_separator = 4;

/// What a server writes before the text of a line: `535-5.7.8 `.
std::string_view prefix_of(std::string_view line) {
  const auto begins = parse_reply_line(line);
  if (!begins) {
    return {};
  }
  std::size_t length = std::min(line.size(), k_code_and_separator);
  if (const auto enhanced = enhanced_code(line.substr(length), begins->code); !enhanced.empty()) {
    length = std::min(line.size(), length + enhanced.size() + 1);
  }
  return line.substr(0, length);
}

}  // namespace

std::vector<std::string> masked_lines(std::vector<std::string> lines, const Redactor& redactor) {
  redactor.redact(lines);
  std::vector<std::string> prefixes;
  std::vector<std::string> texts;
  for (const std::string& line : lines) {
    const std::string_view prefix = prefix_of(line);
    prefixes.emplace_back(prefix);
    texts.emplace_back(line.substr(prefix.size()));
  }
  redactor.redact(texts);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    lines[i] = prefixes[i] + texts[i];
  }
  return lines;
}

std::string masked_bytes(std::string_view bytes, const Redactor& redactor) {
  std::vector<std::string> lines;
  while (true) {
    const auto end = bytes.find('\n');
    const std::string_view line = bytes.substr(0, end);
    lines.emplace_back(line.ends_with('\r') ? line.substr(0, line.size() - 1) : line);
    if (end == std::string_view::npos) {
      break;
    }
    bytes.remove_prefix(end + 1);
  }
  return kept_line(fmt::format("{}", fmt::join(masked_lines(std::move(lines), redactor), "\r\n")));
}

Reply recorded_reply(const RawReply& reply, const Redactor& redactor) {
  Reply kept;
  kept.status = reply.status();
  kept.keyword = fmt::format("{}", reply.code);
  kept.code = reply.code;
  kept.enhanced = reply.enhanced();
  kept.lines = masked_lines(reply.lines, redactor);
  for (const std::string& line : kept.lines) {
    const std::string_view text = std::string_view(line).substr(prefix_of(line).size());
    kept.text += kept.text.empty() || text.empty() ? "" : " ";
    kept.text += text;
  }
  return recorded(std::move(kept), redactor);
}

}  // namespace pecprobe::smtp
