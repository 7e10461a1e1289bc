// The files probe/data/wording.TAG.toml, as the build turned them into tables (embed/embed_wording.cpp).
#pragma once

#include <span>
#include <string_view>

namespace pecprobe {

/// A sentence or a list of them.
struct WordingRow {
  std::string_view key;  // the tables and the name in the file, joined by dots
  std::string_view text;
  std::span<const std::string_view> list{};
  bool is_list = false;
};

struct WordingFile {
  std::string_view tag;
  std::span<const WordingRow> rows;  // in the order of their keys
};

/// In the order of their tags.
[[nodiscard]] std::span<const WordingFile> wording_files() noexcept;

}  // namespace pecprobe
