#include "tests/unit/report/format_checks.hpp"

#include <boost/regex.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <map>
#include <pugixml.hpp>
#include <set>
#include <sstream>

namespace pecprobe::test {

namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    lines.push_back(line);
  }
  return lines;
}

int count_of(const pugi::xml_node& suite, const char* element) {
  int count = 0;
  for (const auto& testcase : suite.children("testcase")) {
    count += testcase.child(element) ? 1 : 0;
  }
  return count;
}

void check_case(const pugi::xml_node& testcase, std::set<std::string>& names, Faults& faults) {
  const std::string name =
      std::string(testcase.attribute("classname").value()) + "/" + testcase.attribute("name").value();
  if (testcase.attribute("classname").empty() || testcase.attribute("name").empty()) {
    faults.push_back("a case without classname or name");
  }
  if (!names.insert(name).second) {
    faults.push_back("two cases alike: " + name);
  }
  if (!boost::regex_match(testcase.attribute("time").value(), boost::regex(R"(\d+\.\d{3})"))) {
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
  std::map<std::string, int> sums;
  std::set<std::string> names;
  for (const auto& suite : root.children("testsuite")) {
    const std::map<std::string, int> counted = {
        {"tests",
         static_cast<int>(std::distance(suite.children("testcase").begin(), suite.children("testcase").end()))},
        {"failures", count_of(suite, "failure")},
        {"errors", count_of(suite, "error")},
        {"skipped", count_of(suite, "skipped")}};
    for (const auto& [name, count] : counted) {
      sums[name] += count;
      if (suite.attribute(name.c_str()).as_int(-1) != count) {
        faults.push_back(fmt::format("suite {}: {} is not {}", suite.attribute("name").value(), name, count));
      }
    }
    if (!boost::regex_match(suite.attribute("timestamp").value(), boost::regex(R"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)"))) {
      faults.push_back("a suite without timestamp");
    }
    for (const auto& testcase : suite.children("testcase")) {
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

Faults nagios_faults(const std::string& report) {
  static const boost::regex k_line(R"(PEC (OK|WARNING|CRITICAL|UNKNOWN) - [^|\n]+( \| ([^|\n]+))?\n)");
  // 'label'=value[unit];[warn];[crit];[min];[max]; ranges such as 15: or 10:20 or @~:5
  static const boost::regex k_data(
      R"(^'[^'=|]+'=-?\d+(\.\d+)?(s|%|[KMGT]?B|c)?(;@?(~|-?\d+)?:?(-?\d+)?){0,2}(;(-?\d+)?){0,2}$)");
  static const boost::regex k_item(R"('[^']+'=[^ ]+)");
  boost::smatch parts;
  if (!boost::regex_match(report, parts, k_line)) {
    return {"not one line of a plugin: " + report.substr(0, 200)};
  }
  Faults faults;
  const std::string data = parts[3];
  std::set<std::string> labels;
  std::size_t length = 0;
  for (boost::sregex_iterator item(data.begin(), data.end(), k_item), none; item != none; ++item) {
    const std::string text = item->str();
    length += text.size() + 1;
    if (!boost::regex_match(text, k_data)) {
      faults.push_back("not performance data: " + text);
    }
    if (!labels.insert(text.substr(0, text.find('='))).second) {
      faults.push_back("a label twice: " + text);
    }
  }
  if (!data.empty() && length != data.size() + 1) {
    faults.push_back("something besides performance data: " + data);
  }
  return faults;
}

Faults prometheus_faults(const std::string& report) {
  static const boost::regex k_comment(R"(# (HELP|TYPE) ([a-z_]+) (.+))");
  static const boost::regex k_sample(
      R"(([a-z_]+)(\{([a-z_]+="([^"\\]|\\[\\"n])*"(,[a-z_]+="([^"\\]|\\[\\"n])*")*)?\})? (-?[0-9.e+]+))");
  Faults faults;
  std::string current;
  std::set<std::string> finished;
  std::set<std::string> series;
  for (const std::string& line : lines_of(report)) {
    boost::smatch parts;
    if (boost::regex_match(line, parts, k_comment)) {
      if (parts[1] == "HELP") {
        current = parts[2];
        if (!finished.insert(current).second) {
          faults.push_back("a metric in two places: " + current);
        }
      } else if (parts[2] != current || parts[3] != "gauge") {
        faults.push_back("TYPE does not follow its HELP: " + line);
      }
    } else if (!boost::regex_match(line, parts, k_sample)) {
      faults.push_back("neither comment nor sample: " + line.substr(0, 200));
    } else if (parts[1] != current) {
      faults.push_back("a sample outside its metric: " + line);
    } else if (!series.insert(line.substr(0, line.rfind(' '))).second) {
      faults.push_back("a series twice: " + line);
    }
  }
  if (!report.ends_with('\n')) {
    faults.push_back("no line end at the end");
  }
  return faults;
}

namespace {

/// Follows the test points of one level.
struct TapLevel {
  int points = 0;
  bool has_failed = false;
  bool has_plan = false;

  void take(const std::string& line, Faults& faults) {
    static const boost::regex k_point(R"((not )?ok (\d+) - (\\.|[^#\\])+( # (SKIP|TODO) .+)?)");
    static const boost::regex k_plan(R"(1\.\.(\d+)( # SKIP .+)?)");
    boost::smatch parts;
    if (boost::regex_match(line, parts, k_point)) {
      if (std::stoi(parts[2]) != ++points) {
        faults.push_back("out of order: " + line);
      }
      has_failed = has_failed || (parts[1].matched && parts[5] != "TODO");
    } else if (boost::regex_match(line, parts, k_plan)) {
      if (std::stoi(parts[1]) != points || has_plan) {
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
  TapLevel top;
  TapLevel inner;
  bool in_yaml = false;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const std::string& line = lines[i];
    const auto depth = std::min(line.find_first_not_of(' '), line.size());
    if (line.ends_with(" ---") || line.ends_with("...")) {
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
    faults.push_back("no plan");
  }
  return faults;
}

Faults csv_faults(const std::string& report) {
  static const boost::regex k_cell(R"(("([^"]|"")*"|[^",\n]*)(,|$))");
  Faults faults;
  std::size_t columns = 0;
  for (const std::string& line : lines_of(report)) {
    std::vector<std::string> cells;
    std::string rest = line;
    boost::smatch parts;
    bool more = true;
    while (more && boost::regex_search(rest, parts, k_cell, boost::regex_constants::match_continuous)) {
      cells.push_back(parts[1]);
      more = parts[3] == ",";
      rest = parts.suffix();
    }
    columns = columns == 0 ? cells.size() : columns;
    if (cells.size() != columns || !rest.empty()) {
      faults.push_back(fmt::format("{} cells instead of {}: {}", cells.size(), columns, line.substr(0, 200)));
    }
    for (const std::string& cell : cells) {
      if (boost::regex_search(cell, boost::regex(R"(^" *(=|\+|-|@))"))) {
        faults.push_back("a formula: " + cell.substr(0, 100));
      }
    }
  }
  return faults;
}

Faults github_faults(const std::string& report) {
  static const boost::regex k_command(R"(::(error|warning|notice) title=[^:,\r\n]+::[^\r\n]+)");
  Faults faults;
  for (const std::string& line : lines_of(report)) {
    if (!boost::regex_match(line, k_command)) {
      faults.push_back("not an annotation: " + line.substr(0, 200));
    }
  }
  return faults;
}

namespace {

std::vector<std::string> all_matches(const std::string& text, const boost::regex& pattern) {
  std::vector<std::string> found;
  for (boost::sregex_iterator match(text.begin(), text.end(), pattern), none; match != none; ++match) {
    found.push_back((*match)[1]);
  }
  return found;
}

/// The text between two marks, both left out of `page` afterwards.
std::string taken_out(std::string& page, const std::string& from, const std::string& to) {
  const auto begin = page.find(from);
  const auto end = page.find(to, begin);
  if (begin == std::string::npos || end == std::string::npos) {
    return {};
  }
  std::string inside = page.substr(begin + from.size(), end - begin - from.size());
  page.erase(begin, end + to.size() - begin);
  return inside;
}

}  // namespace

Faults html_faults(const std::string& report) {
  Faults faults;
  std::string page = report;
  if (taken_out(page, "<style>", "</style>").empty() || taken_out(page, "<script>", "</script>").empty()) {
    return {"no style or no script"};
  }
  const std::string doctype = "<!doctype html>\n";
  if (!page.starts_with(doctype) || report.find("default-src 'none'") == std::string::npos) {
    faults.push_back("no doctype or no content policy");
  }
  for (const char* outside :
       {" src=", "<link", "<iframe", "<img", "<form", "<object", "<script", "<style", " on", "@import"}) {
    const std::string tag_only = boost::regex_replace(page, boost::regex(">[^<]*<"), "><");
    if (tag_only.find(outside) != std::string::npos) {
      faults.push_back(std::string("has ") + outside);
    }
  }
  for (const std::string& link : all_matches(page, boost::regex("href=\"([^\"]*)\""))) {
    if (!link.starts_with('#') || page.find("id=\"" + link.substr(1) + "\"") == std::string::npos) {
      faults.push_back("a link to " + link);
    }
  }
  std::set<std::string> ids;
  for (const std::string& id : all_matches(page, boost::regex(" id=\"([^\"]*)\""))) {
    if (!ids.insert(id).second) {
      faults.push_back("an id twice: " + id);
    }
  }
  // With the void elements closed it is XML, whose parser insists on order.
  const std::string closed = boost::regex_replace(page.substr(std::min(doctype.size(), page.size())),
                                                  boost::regex("<(meta|input)([^>]*)>"), "<$1$2/>");
  pugi::xml_document document;
  if (const auto parsed = document.load_buffer(closed.data(), closed.size()); !parsed) {
    faults.push_back(parsed.description());
  }
  return faults;
}

Faults json_faults(const std::string& report) {
  const auto document = nlohmann::json::parse(report, nullptr, false);
  return document.is_discarded() || document["schema"] != "pecprobe.report/1" ? Faults{"not a report"} : Faults{};
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

Faults text_faults(const std::string& report) {
  Faults faults;
  for (const std::string& line : lines_of(report)) {
    if (line.ends_with(' ')) {
      faults.push_back("blanks at the end: " + line);
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
