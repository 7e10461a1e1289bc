#include "protocols/pop3/capabilities.hpp"

#include "protocols/base/text.hpp"
#include "protocols/wire/limits.hpp"
#include "protocols/wire/reply.hpp"

#include <algorithm>

namespace pecprobe::pop3 {

namespace {

std::string_view name_of(std::string_view line) noexcept { return line.substr(0, line.find(' ')); }

}  // namespace

Capabilities::Capabilities(const std::vector<std::string>& lines) : m_listed(true) {
  for (std::string_view line : lines) {
    if (line.starts_with('.')) {
      line.remove_prefix(1);  // RFC 1939 §3: a line of the list that begins with a dot was given one more
    }
    if (const auto text = trimmed(line); !text.empty()) {
      m_lines.push_back(ascii_upper(text));
    }
  }
}

bool Capabilities::announces(std::string_view name) const noexcept {
  return std::any_of(m_lines.begin(), m_lines.end(), [&](const std::string& line) { return name_of(line) == name; });
}

std::vector<std::string> Capabilities::mechanisms() const {
  std::vector<std::string> mechanisms;
  for (const std::string& line : m_lines) {
    if (name_of(line) != "SASL") {
      continue;
    }
    auto words = split_words(line);
    mechanisms.insert(mechanisms.end(), std::make_move_iterator(words.begin() + 1),
                      std::make_move_iterator(words.end()));
  }
  return mechanisms;
}

std::vector<std::string> capped(const std::vector<std::string>& texts) {
  std::vector<std::string> kept;
  for (const std::string& text : texts) {
    std::string cut = kept_line(text);
    if (kept.size() < k_kept_capabilities && std::find(kept.begin(), kept.end(), cut) == kept.end()) {
      kept.push_back(std::move(cut));
    }
  }
  return kept;
}

}  // namespace pecprobe::pop3
