// The languages that the program speaks: one for each wording file.
#pragma once

#include "probe/report/wording_files.hpp"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace pecprobe {

/// A language that probe/data/wording.TAG.toml exists for. A further file is all that a further language needs.
class Language {
 public:
  static const Language italian;  // first class: what is spoken where a locale says nothing
  static const Language english;  // for every language without a file

  /// The language of an ISO 639 tag in lower case ("it"), if it has a file.
  [[nodiscard]] static std::optional<Language> of_tag(std::string_view tag) noexcept;
  /// Every language, in the order of their tags.
  [[nodiscard]] static std::vector<Language> all();
  /// The tags as a usage line shows them: "en|it".
  [[nodiscard]] static std::string_view choices();

  [[nodiscard]] std::string_view tag() const noexcept { return m_tag; }
  /// What its wording file says.
  [[nodiscard]] std::span<const WordingRow> rows() const noexcept;

  bool operator==(const Language&) const = default;

 private:
  constexpr explicit Language(std::string_view tag) noexcept : m_tag(tag) {}

  std::string_view m_tag;
};

inline constexpr Language Language::italian{"it"};
inline constexpr Language Language::english{"en"};

}  // namespace pecprobe
