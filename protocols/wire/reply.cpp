#include "protocols/wire/reply.hpp"

#include "protocols/wire/limits.hpp"

namespace pecprobe {

std::string kept_line(std::string_view line) { return std::string(line.substr(0, k_kept_line_bytes)); }

Reply recorded(Reply reply, const Redactor& redactor) {
  redactor.redact(reply.lines);
  if (reply.lines.size() > k_kept_lines) {
    reply.lines.resize(k_kept_lines);
  }
  for (std::string& line : reply.lines) {
    line = kept_line(line);
  }
  reply.text = kept_line(redactor.redact(reply.text));
  reply.response_code = kept_line(redactor.redact(reply.response_code));
  reply.response_arguments = kept_line(redactor.redact(reply.response_arguments));
  return reply;
}

}  // namespace pecprobe
