#include "tests/replay/disguise.hpp"

#include "protocols/base/text.hpp"

#include <regex>

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

/// Where the free words of a server's line begin, or its end.
std::size_t words_begin(Protocol protocol, const std::string& line) {
  static const std::regex k_imap(R"(^(\*|a\d+) (OK|NO|BAD|BYE) (\[[^\]]*\] ?)?)");
  static const std::regex k_pop3(R"(^(\+OK|-ERR) (\[[^\]]*\] ?)?)");
  static const std::regex k_smtp(R"(^\d{3} (\d\.\d+\.\d+ )?)");
  const std::regex& beginning = protocol == Protocol::imap ? k_imap : protocol == Protocol::pop3 ? k_pop3 : k_smtp;
  std::smatch found;
  return std::regex_search(line, found, beginning) ? static_cast<std::size_t>(found.length()) : line.size();
}

}  // namespace

Recording with_other_hosts(Recording recording) {
  static const std::regex k_lab_host(R"([a-z][a-z0-9]*(\.[a-z0-9-]+)*\.test)");
  constexpr const char* k_misleading = "locked-expired.too-many.disabled.example";
  recording.host = k_misleading;
  return with_lines(std::move(recording),
                    [](const std::string& line) { return std::regex_replace(line, k_lab_host, k_misleading); });
}

Recording with_words_in_capitals(Recording recording) {
  const Protocol protocol = recording.protocol;
  return with_lines(std::move(recording), [protocol](const std::string& line) {
    const std::size_t begin = words_begin(protocol, line);
    return line.substr(0, begin) + ascii_upper(std::string_view(line).substr(begin));
  });
}

}  // namespace pecprobe::test
