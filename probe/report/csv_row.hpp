// One line of a CSV file: RFC 4180, ended by LF; no cell can be a formula.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pecprobe {

/// Collects the cells of a row.
class CsvRow {
 public:
  /// Quoted; what a spreadsheet would take for a formula gets an apostrophe in front.
  void text(std::string_view value);
  void number(std::int64_t value) { m_cells.push_back(std::to_string(value)); }
  void number(const std::optional<int>& value) { m_cells.push_back(value ? std::to_string(*value) : ""); }
  void nothing(std::size_t cells) { m_cells.insert(m_cells.end(), cells, ""); }

  [[nodiscard]] std::string line() const;

 private:
  std::vector<std::string> m_cells;
};

}  // namespace pecprobe
