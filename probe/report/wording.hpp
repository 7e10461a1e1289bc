// The sentences that a user can see, in one language: looked up by key, never written in the code.
#pragma once

#include "probe/report/report_sink.hpp"
#include "probe/report/wording_files.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pecprobe {

/// Keys are the tables and names of the wording files joined by dots: "report.success", "code.ok.title". A key that
/// does not exist is a defect that tests find; here the key itself stands for the sentence, so that a report is never
/// lost over a word.
class Wording {
 public:
  /// The embedded wording of `language`, made once.
  [[nodiscard]] static const Wording& of(Language language);

  Wording() = default;
  explicit Wording(std::span<const WordingRow> rows);

  /// The sentence as it stands.
  [[nodiscard]] std::string text(std::string_view key) const;

  /// The sentence with its placeholders filled in: `text("cli.error", fmt::arg("what", reason))`. Arguments that it
  /// does not name are ignored; a placeholder without its argument leaves the sentence as it stands.
  template <typename... Arguments>
  [[nodiscard]] std::string text(std::string_view key, const Arguments&... arguments) const {
    return filled(text(key), fmt::make_format_args(arguments...));
  }

  /// A list of sentences (advice); empty when there is no such key.
  [[nodiscard]] const std::vector<std::string>& list(std::string_view key) const;

  /// "1 day", "3 days": `key` without its ".one" or ".other".
  [[nodiscard]] std::string count(std::string_view key, std::uint64_t number) const;

  /// `sentence` with `arguments` in place of its placeholders, or unchanged where one is missing.
  [[nodiscard]] static std::string filled(const std::string& sentence, fmt::format_args arguments);

  [[nodiscard]] const std::map<std::string, std::string, std::less<>>& texts() const noexcept { return m_texts; }
  [[nodiscard]] const std::map<std::string, std::vector<std::string>, std::less<>>& lists() const noexcept {
    return m_lists;
  }

 private:
  std::map<std::string, std::string, std::less<>> m_texts;
  std::map<std::string, std::vector<std::string>, std::less<>> m_lists;
};

}  // namespace pecprobe
