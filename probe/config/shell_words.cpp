#include "probe/config/shell_words.hpp"

#include <optional>

namespace pecprobe {

namespace {

constexpr std::string_view k_blanks = " \t\n";
constexpr std::string_view k_operators = "|&;<>()";
/// Inside double quotes a backslash escapes these and is itself kept before any other (§2.2.3).
constexpr std::string_view k_escaped_in_double_quotes = "$`\"\\\n";

class Splitter {
 public:
  explicit Splitter(std::string_view line) : m_rest(line) {}

  tl::expected<std::vector<std::string>, ShellWordsError> split() {
    while (!m_rest.empty()) {
      if (const auto error = step()) {
        return tl::unexpected(*error);
      }
    }
    end_word();
    return std::move(m_words);
  }

 private:
  char take() {
    const char c = m_rest.front();
    m_rest.remove_prefix(1);
    return c;
  }

  void end_word() {
    if (m_word) {
      m_words.push_back(std::move(*m_word));
      m_word.reset();
    }
  }

  std::string& word() { return m_word ? *m_word : m_word.emplace(); }

  std::optional<ShellWordsError> step() {
    const char c = take();
    if (k_blanks.find(c) != std::string_view::npos) {
      end_word();
      return std::nullopt;
    }
    if (k_operators.find(c) != std::string_view::npos) {
      return ShellWordsError::operator_;
    }
    switch (c) {
      case '\'': return single_quotes();
      case '"': return double_quotes();
      case '\\': return backslash();
      default: word() += c; return std::nullopt;
    }
  }

  std::optional<ShellWordsError> single_quotes() {
    const auto end = m_rest.find('\'');
    if (end == std::string_view::npos) {
      return ShellWordsError::open_quote;
    }
    word() += m_rest.substr(0, end);
    m_rest.remove_prefix(end + 1);
    return std::nullopt;
  }

  std::optional<ShellWordsError> double_quotes() {
    word();
    while (!m_rest.empty()) {
      const char c = take();
      if (c == '"') {
        return std::nullopt;
      }
      if (c != '\\' || m_rest.empty() || k_escaped_in_double_quotes.find(m_rest.front()) == std::string_view::npos) {
        word() += c;
      } else if (const char escaped = take(); escaped != '\n') {
        word() += escaped;
      }
    }
    return ShellWordsError::open_quote;
  }

  std::optional<ShellWordsError> backslash() {
    if (m_rest.empty()) {
      return ShellWordsError::open_quote;
    }
    if (const char escaped = take(); escaped != '\n') {  // a line continuation leaves nothing (§2.2.1)
      word() += escaped;
    }
    return std::nullopt;
  }

  std::string_view m_rest;
  std::optional<std::string> m_word;
  std::vector<std::string> m_words;
};

}  // namespace

tl::expected<std::vector<std::string>, ShellWordsError> shell_words(std::string_view line) {
  return Splitter(line).split();
}

std::string shell_line(const std::vector<std::string>& words) {
  std::string line;
  for (const std::string& word : words) {
    line += line.empty() ? "'" : " '";
    for (const char c : word) {
      line += c == '\'' ? std::string_view("'\\''") : std::string_view(&c, 1);
    }
    line += '\'';
  }
  return line;
}

}  // namespace pecprobe
