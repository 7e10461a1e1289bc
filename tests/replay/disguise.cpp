#include "tests/replay/disguise.hpp"

#include "protocols/base/text.hpp"

#include <algorithm>
#include <array>

namespace pecprobe::test {

namespace {

template <typename Change>
Recording with_lines(Recording recording, Change change) {
  for (Exchange& exchange : recording.exchanges) {
    for (std::string& line : exchange.server) {
      line = change(line);
    }
  }
  return recording;
}

bool is_host_byte(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.'; }

/// Every name under .test, which is where the lab's hosts were, replaced by `host`.
std::string with_host(std::string line, std::string_view host) {
  constexpr std::string_view k_domain = ".test";
  for (auto at = line.find(k_domain); at != std::string::npos; at = line.find(k_domain, at)) {
    const std::size_t end = at + k_domain.size();
    while (at > 0 && is_host_byte(line[at - 1])) {
      --at;
    }
    line.replace(at, end - at, host);
    at += host.size();
  }
  return line;
}

std::size_t behind_word(std::string_view line, std::size_t at) {
  return std::min(line.find(' ', at), line.size() - 1) + 1;
}

std::size_t behind_response_code(std::string_view line, std::size_t at) {
  return at < line.size() && line[at] == '[' ? line.find(']', at) + 1 : at;
}

/// Where the free words of a server's line begin; its end where it has none.
std::size_t words_begin(Protocol protocol, std::string_view line) {
  constexpr std::array k_status = {"OK ", "NO ", "BAD ", "BYE "};
  switch (protocol) {
    case Protocol::imap: {
      const std::size_t status = behind_word(line, 0);
      const bool has_words = std::any_of(k_status.begin(), k_status.end(),
                                         [&](const char* s) { return line.substr(status).starts_with(s); });
      return has_words ? behind_response_code(line, behind_word(line, status)) : line.size();
    }
    case Protocol::pop3:
      return line.starts_with("+OK ") || line.starts_with("-ERR ") ? behind_response_code(line, behind_word(line, 0))
                                                                   : line.size();
    case Protocol::smtp: return std::min<std::size_t>(4, line.size());  // an enhanced code has no letters
  }
  return line.size();
}

}  // namespace

Recording with_other_hosts(Recording recording) {
  constexpr std::string_view k_misleading = "locked-expired.too-many.disabled.example";
  recording.host = k_misleading;
  return with_lines(std::move(recording), [](const std::string& line) { return with_host(line, k_misleading); });
}

Recording with_words_in_capitals(Recording recording) {
  const Protocol protocol = recording.protocol;
  return with_lines(std::move(recording), [protocol](const std::string& line) {
    const std::size_t begin = words_begin(protocol, line);
    return line.substr(0, begin) + ascii_upper(std::string_view(line).substr(begin));
  });
}

}  // namespace pecprobe::test
