#include "protocols/wire/reply.hpp"

#include "protocols/base/text.hpp"
#include "protocols/wire/limits.hpp"

#include <algorithm>

namespace pecprobe {

namespace {

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) {
    text.append(text.empty() ? "" : " ").append(line);
  }
  return text;
}

bool stands_in(const std::vector<std::string>& lines, std::string_view part) {
  return std::any_of(lines.begin(), lines.end(), [&](const std::string& line) { return icontains(line, part); });
}

}  // namespace

std::string kept_line(std::string_view line) { return std::string(line.substr(0, k_kept_line_bytes)); }

Reply recorded(Reply reply, const Redactor& redactor) {
  const std::vector<std::string> sent = reply.lines;
  redactor.redact(reply.lines);
  reply.text = redactor.redact(reply.text);
  reply.response_code = redactor.redact(reply.response_code);
  reply.response_arguments = redactor.redact(reply.response_arguments);
  if (reply.lines != sent) {
    // The password came back. The other texts were cut out of the lines, trimmed, joined or put into upper case: in
    // them the redactor may not know it any more. What does not stand in the masked lines is not kept.
    reply.text = stands_in(reply.lines, reply.text) ? reply.text : joined(reply.lines);
    for (std::string* part : {&reply.response_code, &reply.response_arguments}) {
      *part = stands_in(reply.lines, *part) ? *part : std::string(k_mask);
    }
  }
  if (reply.lines.size() > k_kept_lines) {
    reply.lines.resize(k_kept_lines);
  }
  for (std::string& line : reply.lines) {
    line = kept_line(line);
  }
  reply.text = kept_line(reply.text);
  reply.response_code = kept_line(reply.response_code);
  reply.response_arguments = kept_line(reply.response_arguments);
  return reply;
}

}  // namespace pecprobe
