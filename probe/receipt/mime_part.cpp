#include "probe/receipt/mime_part.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace pecprobe {

namespace {

/// Where the header section ends, and where the body begins.
struct Split {
  std::size_t header_end;
  std::size_t body_begin;
};

/// At the first empty line; without one everything is header.
Split split_at_empty_line(std::string_view bytes) {
  for (std::size_t line = 0; line < bytes.size();) {
    if (bytes.substr(line).starts_with("\r\n")) {
      return {line, line + 2};
    }
    if (bytes[line] == '\n') {
      return {line, line + 1};
    }
    const std::size_t end = bytes.find('\n', line);
    line = end == std::string_view::npos ? bytes.size() : end + 1;
  }
  return {bytes.size(), bytes.size()};
}

/// A line that parts the body: from its first dash to behind its line end.
struct Delimiter {
  std::size_t begin;
  std::size_t end;
  bool is_last;
};

/// The delimiter whose dashes may begin at `at`, if the rest of that line makes it one.
std::optional<Delimiter> delimiter_at(std::string_view body, std::size_t at, std::string_view dashed) {
  if (!body.substr(at).starts_with(dashed)) {
    return std::nullopt;
  }
  const std::size_t line_end = std::min(body.find('\n', at), body.size());
  std::string_view rest = body.substr(at + dashed.size(), line_end - at - dashed.size());
  const bool is_last = rest.starts_with("--");
  rest.remove_prefix(is_last ? 2 : 0);
  return rest.find_first_not_of(" \t\r") == std::string_view::npos
             ? std::optional(Delimiter{at, std::min(line_end + 1, body.size()), is_last})
             : std::nullopt;
}

std::optional<Delimiter> next_delimiter(std::string_view body, std::size_t from, const std::string& dashed) {
  if (from == 0) {
    if (const auto first = delimiter_at(body, 0, dashed)) {
      return first;
    }
  }
  const std::string with_line_end = '\n' + dashed;
  // Looked for from the line end before, which may be that of the delimiter before.
  for (std::size_t at = body.find(with_line_end, from == 0 ? 0 : from - 1); at != std::string_view::npos;
       at = body.find(with_line_end, at + 1)) {
    if (const auto found = delimiter_at(body, at + 1, dashed)) {
      return found;
    }
  }
  return std::nullopt;
}

/// The line end before a delimiter belongs to the delimiter (RFC 2046 §5.1.1).
std::string_view without_last_line_end(std::string_view content) {
  if (content.ends_with('\n')) {
    content.remove_suffix(content.ends_with("\r\n") ? 2 : 1);
  }
  return content;
}

bool is_multipart(const MimePart& part) {
  return part.headers.type.starts_with("multipart/") && !part.headers.boundary.empty();
}

}  // namespace

tl::expected<MimePart, MimeProblem> read_part(std::string_view bytes) {
  const Split split = split_at_empty_line(bytes);
  if (split.header_end > k_max_header_section) {
    return tl::unexpected(MimeProblem::headers_too_large);
  }
  return MimePart{parse_mime_headers(bytes.substr(0, split.header_end)), bytes, bytes.substr(split.body_begin)};
}

tl::expected<std::vector<MimePart>, MimeProblem> parts_of(const MimePart& part) {
  std::vector<MimePart> parts;
  if (!is_multipart(part)) {
    return parts;
  }
  const std::string dashed = "--" + part.headers.boundary;
  auto delimiter = next_delimiter(part.body, 0, dashed);
  while (delimiter && !delimiter->is_last) {
    if (parts.size() == k_max_mime_parts) {
      return tl::unexpected(MimeProblem::too_many_parts);
    }
    const auto next = next_delimiter(part.body, delimiter->end, dashed);
    const std::size_t end = next ? next->begin : part.body.size();
    std::string_view content = part.body.substr(delimiter->end, end - delimiter->end);
    auto read = read_part(next ? without_last_line_end(content) : content);
    if (!read) {
      return tl::unexpected(read.error());
    }
    parts.push_back(*std::move(read));
    delimiter = next;
  }
  return parts;
}

tl::expected<std::vector<MimePart>, MimeProblem> leaves_of(const MimePart& part) {
  std::vector<MimePart> leaves;
  std::vector<MimePart> level = {part};
  for (std::size_t depth = 0; !level.empty(); ++depth) {
    if (depth > k_max_mime_depth) {
      return tl::unexpected(MimeProblem::too_deep);
    }
    std::vector<MimePart> below;
    for (MimePart& each : level) {
      if (!is_multipart(each)) {
        leaves.push_back(std::move(each));
        continue;
      }
      auto parts = parts_of(each);
      if (!parts) {
        return tl::unexpected(parts.error());
      }
      std::move(parts->begin(), parts->end(), std::back_inserter(below));
    }
    if (leaves.size() + below.size() > k_max_mime_parts) {
      return tl::unexpected(MimeProblem::too_many_parts);
    }
    level = std::move(below);
  }
  return leaves;
}

}  // namespace pecprobe
