// Several accounts in the text report: a row each, then what failed by cause.
#pragma once

#include "probe/report/shown_account.hpp"
#include "probe/report/text_service.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace pecprobe {

class TextOverview {
 public:
  explicit TextOverview(const TextStyle& style) : m_style(style) {}

  /// The row above the first account.
  [[nodiscard]] std::string heading() const;
  /// The account's row: its address, and for each protocol a mark, with the code where it did not pass.
  [[nodiscard]] std::string row(const ShownAccount& account) const;
  /// Remembers what did not pass.
  void add(const ShownAccount& account);
  /// Each cause with the most useful advice and the accounts that it concerns, the most frequent first.
  [[nodiscard]] std::string causes() const;

 private:
  struct Cause {
    std::string title;
    std::string advice;
    std::vector<std::string> places;  // "ditta@pec.example IMAP"
  };

  const TextStyle& m_style;
  std::map<Code, Cause> m_causes;
};

}  // namespace pecprobe
