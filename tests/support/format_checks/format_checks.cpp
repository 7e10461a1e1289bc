#include "tests/support/format_checks/format_checks.hpp"

#include "tests/support/format_checks/scanner.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <sstream>
#include <string_view>

namespace pecprobe::test {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    lines.push_back(line);
  }
  return lines;
}

namespace {

/// A cell without its quotes; nothing when it is none.
std::optional<std::string> take_cell(Scanner& scanner) {
  if (!scanner.take("\"")) {
    std::string bare(scanner.take_until(",\""));
    return bare;
  }
  std::string cell;
  while (true) {
    cell += scanner.take_until("\"");
    if (!scanner.take("\"")) {
      return std::nullopt;
    }
    if (!scanner.take("\"")) {
      return cell;
    }
    cell += '"';
  }
}

bool is_formula(std::string_view cell) {
  const std::string_view bare = cell.substr(std::min(cell.find_first_not_of(' '), cell.size()));
  constexpr std::array<std::string_view, 9> k_beginnings = {"=", "+", "-", "@", "\t", "＝", "＋", "－", "＠"};
  return std::any_of(k_beginnings.begin(), k_beginnings.end(),
                     [&](std::string_view beginning) { return bare.starts_with(beginning); });
}

/// What a report writes without quotes: words of its own, numbers and dates.
bool is_bare_value(std::string_view cell) {
  const std::string_view unsigned_part = cell.substr(cell.starts_with("-") ? 1 : 0);
  const bool is_number = !unsigned_part.empty() && unsigned_part.find_first_not_of("0123456789.") == std::string::npos;
  return is_number || !is_formula(cell);
}

/// How many cells; those that cannot be read and those that begin a formula are faults. Numbers stand without quotes,
/// and may be below zero.
std::size_t check_row(const std::string& line, Faults& faults) {
  std::size_t cells = 0;
  Scanner scanner(line);
  do {
    const bool is_text = scanner.rest().starts_with('"');
    const auto cell = take_cell(scanner);
    if (!cell) {
      faults.push_back("a quote without its end: " + line.substr(0, 200));
    } else if (is_text ? is_formula(*cell) : !is_bare_value(*cell)) {
      faults.push_back("a formula: " + cell->substr(0, 100));
    }
    ++cells;
  } while (scanner.take(","));
  if (!scanner.is_done()) {
    faults.push_back("something besides a cell: " + std::string(scanner.rest().substr(0, 200)));
  }
  return cells;
}

}  // namespace

Faults csv_faults(const std::string& report) {
  Faults faults;
  std::size_t columns = 0;
  for (const std::string& line : lines_of(report)) {
    const std::size_t cells = check_row(line, faults);
    columns = columns == 0 ? cells : columns;
    if (cells != columns) {
      faults.push_back(fmt::format("{} cells instead of {}: {}", cells, columns, line.substr(0, 200)));
    }
  }
  if (columns < 2) {
    faults.emplace_back("no header");
  }
  return faults;
}

Faults github_faults(const std::string& report) {
  Faults faults;
  for (const std::string& line : lines_of(report)) {
    Scanner scanner(line);
    const bool is_command = scanner.take("::error") || scanner.take("::warning") || scanner.take("::notice");
    if (!is_command || !scanner.take(" title=") || scanner.take_until(":,").empty() || !scanner.take("::") ||
        scanner.is_done()) {
      faults.push_back("not an annotation: " + line.substr(0, 200));
    }
  }
  return report.empty() ? Faults{"no annotation"} : faults;
}

Faults json_faults(const std::string& report) {
  const auto document = nlohmann::json::parse(report, nullptr, false);
  const bool is_report = document.is_object() && document.value("schema", "") == "pecprobe.report/1";
  return is_report ? Faults{} : Faults{"not a report"};
}

Faults jsonl_faults(const std::string& report) {
  Faults faults;
  for (const std::string& line : lines_of(report)) {
    const auto account = nlohmann::json::parse(line, nullptr, false);
    if (!account.is_object() || !account.contains("services")) {
      faults.push_back("not an account: " + line.substr(0, 200));
    }
  }
  return faults;
}

namespace {

/// Columns, when every code point takes one.
std::ptrdiff_t width(std::string_view line) {
  return std::count_if(line.begin(), line.end(),
                       [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
}

/// A word that is longer than a line stands alone on it.
bool is_single_word(std::string_view line) {
  const auto begin = line.find_first_not_of(' ');
  return begin != std::string_view::npos && line.find(' ', begin) == std::string_view::npos;
}

}  // namespace

Faults text_faults(const std::string& report) {
  Faults faults;
  for (const std::string& line : lines_of(report)) {
    if (line.ends_with(' ')) {
      faults.push_back("blanks at the end: " + line);
    }
  }
  return faults;
}

Faults wide_lines(const std::string& report) {
  Faults faults;
  for (const std::string& line : lines_of(report)) {
    if (width(line) > 80 && !is_single_word(line)) {
      faults.push_back("more than 80 columns: " + line);
    }
  }
  return faults;
}

Faults faults_in(std::string_view format, const std::string& report) {
  using Check = Faults (*)(const std::string&);
  static const std::map<std::string_view, Check> k_checks = {
      {"text", text_faults},     {"json", json_faults},     {"jsonl", jsonl_faults},           {"junit", junit_faults},
      {"csv", csv_faults},       {"nagios", nagios_faults}, {"prometheus", prometheus_faults}, {"tap", tap_faults},
      {"github", github_faults}, {"html", html_faults}};
  const auto check = k_checks.find(format);
  return check == k_checks.end() ? Faults{"no checker for " + std::string(format)} : check->second(report);
}

}  // namespace pecprobe::test
