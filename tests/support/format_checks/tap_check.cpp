#include "tests/support/format_checks/format_checks.hpp"
#include "tests/support/format_checks/scanner.hpp"

#include <charconv>
#include <optional>

namespace pecprobe::test {

namespace {

std::optional<int> take_count(Scanner& scanner) {
  const std::string_view digits = scanner.take_all_of("0123456789");
  int value = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return read.ec == std::errc{} ? std::optional(value) : std::nullopt;
}

/// `ok 1 - name # SKIP reason`
struct Point {
  int number = 0;
  bool is_ok = false;
  bool is_todo = false;
};

std::optional<Point> point_in(std::string_view line) {
  Scanner scanner(line);
  Point point;
  point.is_ok = !scanner.take("not ");
  const auto number = scanner.take("ok ") ? take_count(scanner) : std::nullopt;
  if (!number || !scanner.take(" - ") || scanner.is_done()) {
    return std::nullopt;
  }
  point.number = *number;
  for (scanner.take_until("#\\"); scanner.take("\\"); scanner.take_until("#\\")) {
    if (!scanner.take("\\") && !scanner.take("#")) {
      return std::nullopt;
    }
  }
  if (scanner.take("# ")) {
    point.is_todo = scanner.take("TODO ");
    return (point.is_todo || scanner.take("SKIP ")) && !scanner.is_done() ? std::optional(point) : std::nullopt;
  }
  return scanner.is_done() ? std::optional(point) : std::nullopt;
}

/// `1..3`, or `1..0 # SKIP reason`
std::optional<int> plan_in(std::string_view line) {
  Scanner scanner(line);
  const auto count = scanner.take("1..") ? take_count(scanner) : std::nullopt;
  return count && (scanner.is_done() || (scanner.take(" # SKIP ") && !scanner.is_done())) ? count : std::nullopt;
}

/// Follows the test points of one level.
struct Level {
  int points = 0;
  bool has_failed = false;
  bool has_plan = false;

  void take(const std::string& line, Faults& faults) {
    if (const auto point = point_in(line)) {
      if (point->number != ++points) {
        faults.push_back("out of order: " + line);
      }
      has_failed = has_failed || (!point->is_ok && !point->is_todo);
    } else if (const auto plan = plan_in(line)) {
      if (*plan != points || has_plan) {
        faults.push_back("the plan does not fit: " + line);
      }
      has_plan = true;
    } else {
      faults.push_back("not TAP: " + line.substr(0, 200));
    }
  }
};

}  // namespace

Faults tap_faults(const std::string& report) {
  Faults faults;
  const std::vector<std::string> lines = lines_of(report);
  if (lines.empty() || lines.front() != "TAP version 14") {
    return {"no version"};
  }
  Level top;
  Level inner;
  bool in_yaml = false;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const std::string& line = lines[i];
    const auto depth = std::min(line.find_first_not_of(' '), line.size());
    if (line.ends_with(" ---") || line.ends_with(" ...")) {
      in_yaml = line.ends_with("---");
    } else if (in_yaml) {
      if (line.starts_with("ok") || line.starts_with("not ok")) {
        faults.push_back("YAML without an end: " + line);
      }
    } else if (line.starts_with("# Subtest: ")) {
      inner = {};
    } else if (depth == 4) {
      inner.take(line.substr(4), faults);
    } else {
      top.take(line, faults);
      if (inner.has_failed && line.starts_with("ok ")) {
        faults.push_back("a subtest failed and its point is ok: " + line);
      }
      inner = {};
    }
  }
  if (!top.has_plan) {
    faults.emplace_back("no plan");
  }
  return faults;
}

}  // namespace pecprobe::test
