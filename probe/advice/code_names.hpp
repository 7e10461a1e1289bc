// Names that a person may have meant.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pecprobe {

/// Those of `names` that are nearest to `typed`: that contain it, or that differ by few letters (Levenshtein, at most a
/// third of its length). At most `limit`, the nearest first; ASCII case does not count. Empty when none is near.
[[nodiscard]] std::vector<std::string> nearest_names(std::string_view typed, const std::vector<std::string>& names,
                                                     std::size_t limit = 5);

}  // namespace pecprobe
