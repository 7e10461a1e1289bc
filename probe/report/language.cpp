#include "probe/report/language.hpp"

#include <algorithm>
#include <string>

namespace pecprobe {

namespace {

const WordingFile* file_of(std::string_view tag) noexcept {
  const auto files = wording_files();
  const auto found = std::find_if(files.begin(), files.end(), [&](const WordingFile& file) { return file.tag == tag; });
  return found == files.end() ? nullptr : &*found;
}

}  // namespace

std::optional<Language> Language::of_tag(std::string_view tag) noexcept {
  const WordingFile* file = file_of(tag);
  return file == nullptr ? std::nullopt : std::optional(Language(file->tag));
}

std::vector<Language> Language::all() {
  std::vector<Language> languages;
  for (const WordingFile& file : wording_files()) {
    languages.push_back(Language(file.tag));
  }
  return languages;
}

std::string_view Language::choices() {
  static const std::string k_choices = [] {
    std::string tags;
    for (const WordingFile& file : wording_files()) {
      tags += (tags.empty() ? "" : "|") + std::string(file.tag);
    }
    return tags;
  }();
  return k_choices;
}

std::span<const WordingRow> Language::rows() const noexcept {
  const WordingFile* file = file_of(m_tag);
  return file == nullptr ? std::span<const WordingRow>{} : file->rows;
}

}  // namespace pecprobe
