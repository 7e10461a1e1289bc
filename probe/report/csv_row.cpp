#include "probe/report/csv_row.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace pecprobe {

namespace {

/// What a spreadsheet would run: a text that begins like a formula, also in its full-width spelling (U+FF1D and kin).
bool looks_like_formula(std::string_view text) {
  constexpr std::array<std::string_view, 8> k_beginnings = {"=", "+", "-", "@", "＝", "＋", "－", "＠"};
  const std::string_view bare = text.substr(std::min(text.find_first_not_of(' '), text.size()));
  return std::any_of(k_beginnings.begin(), k_beginnings.end(),
                     [&](std::string_view beginning) { return bare.starts_with(beginning); });
}

}  // namespace

void CsvRow::text(std::string_view value) {
  std::string cell = "\"";
  cell += looks_like_formula(value) ? "'" : "";
  for (const char c : value) {
    cell += c == '"' ? "\"\"" : std::string(1, c);
  }
  m_cells.push_back(cell + '"');
}

std::string CsvRow::line() const { return fmt::format("{}\n", fmt::join(m_cells, ",")); }

}  // namespace pecprobe
