// Takes a text apart from its front: what the checkers of line formats are made of.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace pecprobe::test {

class Scanner {
 public:
  explicit Scanner(std::string_view text) : m_rest(text) {}

  /// Moves on when the rest begins with `word`.
  bool take(std::string_view word) {
    const bool begins = m_rest.starts_with(word);
    m_rest.remove_prefix(begins ? word.size() : 0);
    return begins;
  }

  /// Everything up to the first of `ends`, which stays; all when there is none.
  std::string_view take_until(std::string_view ends) { return taken(m_rest.find_first_of(ends)); }

  /// As many characters of `set` as there are.
  std::string_view take_all_of(std::string_view set) { return taken(m_rest.find_first_not_of(set)); }

  /// Digits, at least one.
  bool take_digits() { return !take_all_of("0123456789").empty(); }

  [[nodiscard]] std::string_view rest() const { return m_rest; }
  [[nodiscard]] bool is_done() const { return m_rest.empty(); }

 private:
  std::string_view taken(std::size_t length) {
    const std::string_view part = m_rest.substr(0, length);
    m_rest.remove_prefix(part.size());
    return part;
  }

  std::string_view m_rest;
};

/// `text` is like `shape`, where `d` stands for a digit: "dddd-dd-dd".
inline bool has_shape(std::string_view text, std::string_view shape) {
  return std::equal(text.begin(), text.end(), shape.begin(), shape.end(),
                    [](char c, char wanted) { return wanted == 'd' ? c >= '0' && c <= '9' : c == wanted; });
}

/// Without their ends; no empty one after the last end.
[[nodiscard]] std::vector<std::string> lines_of(const std::string& text);

}  // namespace pecprobe::test
