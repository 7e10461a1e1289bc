// Arbitrary bytes as the replies of each protocol, line by line: reading is total, and what is read is a part of what
// came.
#include "protocols/imap/response.hpp"
#include "protocols/pop3/capabilities.hpp"
#include "protocols/pop3/reply_grammar.hpp"
#include "protocols/smtp/capabilities.hpp"
#include "protocols/smtp/recorded_reply.hpp"
#include "protocols/smtp/reply_grammar.hpp"
#include "protocols/wire/limits.hpp"
#include "tests/fuzz/input.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace pecprobe {
namespace {

using fuzz::require;

constexpr std::string_view k_password = "fuzzed-app-password";

std::vector<std::string> lines_of(std::string_view bytes) {
  std::vector<std::string> lines(1);
  for (const char c : bytes) {
    if (c == '\n') {
      lines.emplace_back();
    } else {
      lines.back() += c;
    }
  }
  return lines;
}

void require_masked(const Reply& reply) {
  require(reply.text.find(k_password) == std::string::npos);
  require(reply.lines.size() <= k_kept_lines);
  for (const std::string& line : reply.lines) {
    require(line.find(k_password) == std::string::npos);
  }
}

void read_as_imap(const std::vector<std::string>& lines, const Redactor& redactor) {
  const imap::Response response = imap::parse_response(lines);
  require(response.lines == lines);
  require(lines.front().find(response.tag) != std::string::npos);
  require(response.status.has_value() || response.code.empty());
  require_masked(imap::to_reply(response, redactor));
  for (const std::string& line : lines) {
    const auto literal = imap::announced_literal(line);
    require(!literal || !*literal || (**literal <= k_max_literal && line.ends_with('}')));
  }
}

void read_as_pop3(const std::vector<std::string>& lines) {
  for (const std::string& line : lines) {
    const auto reply = pop3::parse_reply(line);
    require(!reply || line.starts_with('+') || line.starts_with('-'));
    // Whatever is a reply could become one at each of its bytes.
    for (std::size_t length = 0; reply && line.size() > 2 && length <= 3; ++length) {
      require(line.starts_with("+ ") || pop3::may_become_reply(std::string_view(line).substr(0, length)));
    }
    if (const auto listing = pop3::parse_drop_listing(line)) {
      require(line.find(std::to_string(listing->messages)) != std::string::npos);
    }
  }
  const pop3::Capabilities capabilities(lines);
  require(capabilities.listed() && pop3::capped(capabilities.lines()).size() <= k_kept_capabilities);
}

void read_as_smtp(const std::vector<std::string>& lines, const Redactor& redactor) {
  smtp::ReplyAssembler assembler;
  for (const std::string& line : lines) {
    const auto parsed = smtp::parse_reply_line(line);
    require(!parsed || (parsed->code >= 200 && parsed->code <= 599 && line.ends_with(parsed->text)));
    require(!parsed || smtp::may_begin_reply(line));
    const auto reply = assembler.add(line);
    require(assembler.lines().size() <= k_max_reply_lines);
    if (!reply) {
      assembler.clear();
    } else if (*reply) {
      require((*reply)->code >= 200 && (*reply)->code <= 599);
      require_masked(smtp::recorded_reply(**reply, redactor));
    }
  }
  const smtp::Capabilities capabilities = smtp::parse_capabilities(lines);
  require(std::max(capabilities.announced.size(), capabilities.mechanisms.size()) <= k_kept_capabilities);
}

}  // namespace
}  // namespace pecprobe

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pecprobe;
  const std::vector<std::string> lines = lines_of({reinterpret_cast<const char*>(data), size});
  const Redactor redactor(Secret{k_password}, "ditta@pec.example");
  read_as_imap(lines, redactor);
  read_as_pop3(lines);
  read_as_smtp(lines, redactor);
  return 0;
}
