#include "tests/support/format_checks/format_checks.hpp"
#include "tests/support/format_checks/scanner.hpp"

#include <fmt/format.h>

#include <map>
#include <pugixml.hpp>
#include <set>

namespace pecprobe::test {

namespace {

int count_of(const pugi::xml_node& suite, const char* element) {
  int count = 0;
  for (const auto& testcase : suite.children("testcase")) {
    count += testcase.child(element) ? 1 : 0;
  }
  return count;
}

/// `1.234`, in whatever language the computer speaks.
bool is_time(std::string_view text) {
  Scanner scanner(text);
  return scanner.take_digits() && has_shape(scanner.rest(), ".ddd");
}

void check_case(const pugi::xml_node& testcase, std::set<std::string>& names, Faults& faults) {
  const std::string name =
      std::string(testcase.attribute("classname").value()) + "/" + testcase.attribute("name").value();
  if (testcase.attribute("classname").empty() || testcase.attribute("name").empty()) {
    faults.emplace_back("a case without classname or name");
  }
  if (!names.insert(name).second) {
    faults.push_back("two cases alike: " + name);
  }
  if (!is_time(testcase.attribute("time").value())) {
    faults.push_back("no time in seconds: " + name);
  }
  int outcomes = 0;
  for (const char* element : {"failure", "error", "skipped"}) {
    const auto outcome = testcase.child(element);
    outcomes += outcome ? 1 : 0;
    const bool needs_type = std::string_view(element) != "skipped";
    if (outcome && (outcome.attribute("message").empty() || (needs_type && outcome.attribute("type").empty()) ||
                    std::string_view(outcome.text().get()).empty())) {
      faults.push_back(std::string("an outcome without message, type or text: ") + name);
    }
  }
  if (outcomes > 1) {
    faults.push_back("two outcomes: " + name);
  }
}

}  // namespace

Faults junit_faults(const std::string& report) {
  Faults faults;
  pugi::xml_document document;
  const auto parsed = document.load_buffer(report.data(), report.size(), pugi::parse_full, pugi::encoding_utf8);
  if (!parsed) {
    return {parsed.description()};
  }
  const auto root = document.child("testsuites");
  if (!root) {
    return {"no testsuites"};
  }
  std::map<std::string, int> sums = {{"tests", 0}, {"failures", 0}, {"errors", 0}, {"skipped", 0}};
  std::set<std::string> names;
  for (const auto& suite : root.children("testsuite")) {
    const auto cases = suite.children("testcase");
    const std::map<std::string, int> counted = {{"tests", static_cast<int>(std::distance(cases.begin(), cases.end()))},
                                                {"failures", count_of(suite, "failure")},
                                                {"errors", count_of(suite, "error")},
                                                {"skipped", count_of(suite, "skipped")}};
    for (const auto& [name, count] : counted) {
      sums[name] += count;
      if (suite.attribute(name.c_str()).as_int(-1) != count) {
        faults.push_back(fmt::format("suite {}: {} is not {}", suite.attribute("name").value(), name, count));
      }
    }
    if (!has_shape(suite.attribute("timestamp").value(), "dddd-dd-ddTdd:dd:dd")) {
      faults.emplace_back("a suite without timestamp");
    }
    for (const auto& testcase : cases) {
      check_case(testcase, names, faults);
    }
  }
  for (const auto& [name, sum] : sums) {
    if (root.attribute(name.c_str()).as_int(-1) != sum) {
      faults.push_back(fmt::format("{} do not add up to {}", name, sum));
    }
  }
  return faults;
}

}  // namespace pecprobe::test
