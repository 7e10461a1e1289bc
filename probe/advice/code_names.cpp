#include "probe/advice/code_names.hpp"

#include "protocols/base/text.hpp"

#include <algorithm>
#include <numeric>
#include <optional>
#include <utility>

namespace pecprobe {

namespace {

/// Longer words are no misspelt name, and the work grows with their length.
constexpr std::size_t k_longest_typed = 64;

/// Letters to insert, drop or replace to make `b` of `a`.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i] == b[j] ? 0U : 1U);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row[b.size()];
}

}  // namespace

std::vector<std::string> nearest_names(std::string_view typed, const std::vector<std::string>& names,
                                       std::size_t limit) {
  if (typed.empty() || typed.size() > k_longest_typed) {
    return {};
  }
  const std::string wanted = ascii_lower(typed);
  const std::size_t farthest = std::max<std::size_t>(2, wanted.size() / 3);
  std::vector<std::pair<std::size_t, std::string>> found;
  for (const std::string& name : names) {
    const bool is_part = wanted.size() >= 3 && icontains(name, wanted);
    const std::size_t distance = is_part ? 0 : edit_distance(wanted, ascii_lower(name));
    if (distance <= farthest) {
      found.emplace_back(distance, name);
    }
  }
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<std::string> nearest;
  for (std::size_t i = 0; i < found.size() && i < limit; ++i) {
    nearest.push_back(std::move(found[i].second));
  }
  return nearest;
}

}  // namespace pecprobe
