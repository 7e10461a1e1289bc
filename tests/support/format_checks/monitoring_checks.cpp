#include "tests/support/format_checks/format_checks.hpp"
#include "tests/support/format_checks/scanner.hpp"

#include <array>
#include <charconv>
#include <set>

namespace pecprobe::test {

namespace {

/// A sign, digits, and a fraction.
bool take_number(Scanner& scanner) {
  scanner.take("-");
  return scanner.take_digits() && (!scanner.take(".") || scanner.take_digits());
}

void take_unit(Scanner& scanner) {
  for (const char* unit : {"s", "%", "KB", "MB", "GB", "TB", "B", "c"}) {
    if (scanner.take(unit)) {
      return;
    }
  }
}

/// `15`, `15:`, `~:5`, `@10:20`, or nothing.
void take_range(Scanner& scanner) {
  scanner.take("@");
  if (!scanner.take("~")) {
    take_number(scanner);
  }
  if (scanner.take(":")) {
    take_number(scanner);
  }
}

/// `'label'=value[unit];[warn];[crit];[min];[max]`; gives the label, empty when this is none.
std::string take_performance(Scanner& scanner) {
  if (!scanner.take("'")) {
    return {};
  }
  const std::string label(scanner.take_until("'=|"));
  if (!scanner.take("'=") || !take_number(scanner)) {
    return {};
  }
  take_unit(scanner);
  for (int limit = 0; limit < 4 && scanner.take(";"); ++limit) {
    limit < 2 ? take_range(scanner) : void(take_number(scanner));
  }
  return label;
}

bool take_status(Scanner& scanner) {
  return scanner.take("OK") || scanner.take("WARNING") || scanner.take("CRITICAL") || scanner.take("UNKNOWN");
}

}  // namespace

Faults nagios_faults(const std::string& report) {
  Scanner scanner(report);
  if (!scanner.take("PEC ") || !take_status(scanner) || !scanner.take(" - ") || scanner.take_until("|\n").empty()) {
    return {"not a plugin's line: " + report.substr(0, 200)};
  }
  Faults faults;
  std::set<std::string> labels;
  if (scanner.take("| ")) {
    do {
      const std::string_view item = scanner.rest().substr(0, 200);
      const std::string label = take_performance(scanner);
      if (label.empty()) {
        return {"not performance data: " + std::string(item)};
      }
      if (!labels.insert(label).second) {
        faults.push_back("a label twice: " + label);
      }
    } while (scanner.take(" "));
  }
  if (!scanner.take("\n") || !scanner.is_done()) {
    faults.push_back("something besides the line: " + std::string(scanner.rest().substr(0, 200)));
  }
  return faults;
}

namespace {

constexpr std::string_view k_name_characters = "abcdefghijklmnopqrstuvwxyz_";

/// `"text"` with the three escapes that there are.
bool take_label_value(Scanner& scanner) {
  if (!scanner.take("\"")) {
    return false;
  }
  for (scanner.take_until("\"\\"); scanner.take("\\"); scanner.take_until("\"\\")) {
    if (!scanner.take("\\") && !scanner.take("\"") && !scanner.take("n")) {
      return false;
    }
  }
  return scanner.take("\"");
}

/// `name{label="text",…} 1.5`; gives the name, empty when this is none.
std::string sample_name(std::string_view line) {
  Scanner scanner(line);
  std::string name(scanner.take_all_of(k_name_characters));
  if (scanner.take("{") && !scanner.take("}")) {
    do {
      if (scanner.take_all_of(k_name_characters).empty() || !scanner.take("=") || !take_label_value(scanner)) {
        return {};
      }
    } while (scanner.take(","));
    if (!scanner.take("}")) {
      return {};
    }
  }
  double value = 0;
  const std::string_view number = scanner.take(" ") ? scanner.rest() : std::string_view{};
  const auto read = std::from_chars(number.data(), number.data() + number.size(), value);
  return read.ec == std::errc{} && read.ptr == number.data() + number.size() ? name : std::string{};
}

/// Follows the metrics: HELP, then TYPE, then samples.
class Metrics {
 public:
  Faults faults;

  void take(const std::string& line) {
    Scanner scanner(line);
    if (scanner.take("# HELP ")) {
      m_current = scanner.take_all_of(k_name_characters);
      demand(scanner.take(" ") && !scanner.is_done(), "no help: ", line);
      demand(m_finished.insert(m_current).second, "a metric in two places: ", line);
    } else if (scanner.take("# TYPE ")) {
      demand(scanner.rest() == m_current + " gauge", "TYPE does not follow its HELP: ", line);
    } else {
      const std::string name = sample_name(line);
      demand(!name.empty(), "neither comment nor sample: ", line);
      demand(name == m_current, "a sample outside its metric: ", line);
      demand(m_series.insert(line.substr(0, line.rfind(' '))).second, "a series twice: ", line);
    }
  }

 private:
  void demand(bool holds, const std::string& fault, const std::string& line) {
    if (!holds) {
      faults.push_back(fault + line.substr(0, 200));
    }
  }

  std::string m_current;
  std::set<std::string> m_finished;
  std::set<std::string> m_series;
};

}  // namespace

Faults prometheus_faults(const std::string& report) {
  Metrics metrics;
  for (const std::string& line : lines_of(report)) {
    metrics.take(line);
  }
  if (!report.ends_with('\n')) {
    metrics.faults.emplace_back("no line end at the end");
  }
  return metrics.faults;
}

}  // namespace pecprobe::test
