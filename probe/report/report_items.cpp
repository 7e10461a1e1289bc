#include "probe/report/report_items.hpp"

#include "probe/report/escaping.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <pugixml.hpp>
#include <sstream>

namespace pecprobe {

namespace {

bool is_fine(const ReportItem& item) {
  return item.outcome == ItemOutcome::passed || item.outcome == ItemOutcome::skipped;
}

void set(pugi::xml_node node, const char* name, std::string_view value) {
  node.append_attribute(name).set_value(xml_text(value).c_str());
}

void set_counts(pugi::xml_node node, const std::vector<ReportItem>& items) {
  const auto count = [&](ItemOutcome outcome) {
    return std::count_if(items.begin(), items.end(), [&](const ReportItem& item) { return item.outcome == outcome; });
  };
  set(node, "tests", std::to_string(items.size()));
  set(node, "failures", std::to_string(count(ItemOutcome::failed) + count(ItemOutcome::to_do)));
  set(node, "errors", std::to_string(count(ItemOutcome::undecided)));
  set(node, "skipped", std::to_string(count(ItemOutcome::skipped)));
  set(node, "time", "0.000");
}

std::string with_advice(const ReportItem& item) { return fmt::format("{}\n{}", item.sentence, item.advice); }

void add_case(pugi::xml_node suite, const ReportItem& item) {
  pugi::xml_node node = suite.append_child("testcase");
  set(node, "classname", item.group);
  set(node, "name", item.name);
  set(node, "time", "0.000");
  if (item.outcome == ItemOutcome::skipped) {
    set(node.append_child("skipped"), "message", item.sentence);
  } else if (!is_fine(item)) {
    pugi::xml_node fault = node.append_child(item.outcome == ItemOutcome::undecided ? "error" : "failure");
    set(fault, "message", item.sentence);
    set(fault, "type", item.type);
    // Some readers show the text and not the message, so both say it.
    fault.text().set(xml_text(with_advice(item)).c_str());
  }
}

}  // namespace

std::string junit_of(const ReportItems& items) {
  pugi::xml_document document;
  auto declaration = document.append_child(pugi::node_declaration);
  declaration.append_attribute("version") = "1.0";
  declaration.append_attribute("encoding") = "UTF-8";
  pugi::xml_node root = document.append_child("testsuites");
  set(root, "name", "pecprobe");
  set_counts(root, items.items);
  pugi::xml_node suite = root.append_child("testsuite");
  set(suite, "name", items.suite);
  set_counts(suite, items.items);
  for (const ReportItem& item : items.items) {
    add_case(suite, item);
  }
  std::ostringstream out;
  document.save(out, "  ", pugi::format_default, pugi::encoding_utf8);
  return out.str();
}

std::string tap_of(const ReportItems& items) {
  std::string out = fmt::format("TAP version 14\n1..{}{}\n", items.items.size(),
                                items.items.empty() ? " # SKIP " + tap_text(items.none) : "");
  std::size_t number = 0;
  for (const ReportItem& item : items.items) {
    out += fmt::format("{} {} - {}{}\n", is_fine(item) ? "ok" : "not ok", ++number, tap_text(item.name),
                       item.outcome == ItemOutcome::skipped ? " # SKIP " + tap_text(item.sentence) : "");
    if (!is_fine(item)) {
      out += fmt::format("  ---\n  message: {}\n  {}: {}\n  advice: {}\n  ...\n", yaml_text(item.sentence),
                         items.type_name, item.type, yaml_text(item.advice));
    }
  }
  return out;
}

std::string github_of(const ReportItems& items) {
  std::string out;
  for (const ReportItem& item : items.items) {
    if (!is_fine(item)) {
      out += fmt::format("::{} title={}::{}\n", item.outcome == ItemOutcome::failed ? "error" : "warning",
                         github_property(item.name), github_message(with_advice(item)));
    }
  }
  return out + fmt::format("::notice title=pecprobe::{}\n", github_message(items.conclusion));
}

}  // namespace pecprobe
