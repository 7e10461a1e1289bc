// The embedded probe/data/wording.TAG.toml; what implements this is written by the build.
#pragma once

#include <span>
#include <string_view>

namespace pecprobe {

struct WordingFile {
  std::string_view tag;
  std::string_view text;
};

/// In the order of their tags.
[[nodiscard]] std::span<const WordingFile> wording_files() noexcept;

}  // namespace pecprobe
