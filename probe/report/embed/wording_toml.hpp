// Reads wording files, for the build.
#pragma once

#include <tl/expected.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace pecprobe {

struct WordingEntry {
  std::string key;  // the tables and the name, joined by dots: "code.ok.title"
  std::vector<std::string> texts;
  bool is_list = false;

  bool operator==(const WordingEntry&) const = default;
};

/// All entries, in the order of their keys. Refused with a reason and its line or key: not TOML, or a value that is
/// neither a text nor a list of texts.
[[nodiscard]] tl::expected<std::vector<WordingEntry>, std::string> read_wording(std::string_view toml);

}  // namespace pecprobe
