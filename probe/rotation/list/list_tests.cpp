// The list for programs that read tests: JUnit, TAP, GitHub.
#include "probe/report/escaping.hpp"
#include "probe/report/wording.hpp"
#include "probe/rotation/list/list_formats.hpp"
#include "probe/rotation/list/list_sentences.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <pugixml.hpp>
#include <sstream>

namespace pecprobe {

namespace {

bool is_skipped(const ListedPassword& listed) { return listed.state.phase == PasswordPhase::deactivated; }

std::string advice_of(const ListedPassword& listed, const Wording& wording) {
  return fmt::format("{}", fmt::join(action_sentences(listed, wording), "\n"));
}

void set(pugi::xml_node node, const char* name, std::string_view value) {
  node.append_attribute(name).set_value(xml_text(value).c_str());
}

void set_counts(pugi::xml_node node, const RotationList& list) {
  std::size_t skipped = 0;
  for (const ListedPassword& listed : list.passwords) {
    skipped += is_skipped(listed) ? 1U : 0U;
  }
  set(node, "tests", std::to_string(list.passwords.size()));
  set(node, "failures", std::to_string(list.needing_action()));
  set(node, "errors", "0");
  set(node, "skipped", std::to_string(skipped));
  set(node, "time", "0.000");
}

void add_case(pugi::xml_node suite, const ListedPassword& listed, const Wording& wording) {
  const std::string& provider = listed.record.entry.provider;
  pugi::xml_node node = suite.append_child("testcase");
  set(node, "classname", fmt::format("pec.{}.password", provider.empty() ? "other" : provider));
  set(node, "name", record_name(listed.record.entry.key));
  set(node, "time", "0.000");
  if (is_skipped(listed)) {
    set(node.append_child("skipped"), "message", state_sentence(listed, wording));
  } else if (!listed.actions.empty()) {
    pugi::xml_node failure = node.append_child("failure");
    set(failure, "message", state_sentence(listed, wording));
    set(failure, "type", to_string(listed.state.phase));
    // Some readers show the text and not the message, so both say it.
    failure.text().set(
        xml_text(fmt::format("{}\n{}", state_sentence(listed, wording), advice_of(listed, wording))).c_str());
  }
}

}  // namespace

std::string list_junit(const RotationList& list, const SinkOptions& options) {
  pugi::xml_document document;
  auto declaration = document.append_child(pugi::node_declaration);
  declaration.append_attribute("version") = "1.0";
  declaration.append_attribute("encoding") = "UTF-8";
  pugi::xml_node root = document.append_child("testsuites");
  set(root, "name", "pecprobe");
  set_counts(root, list);
  pugi::xml_node suite = root.append_child("testsuite");
  set(suite, "name", "rotate list");
  set_counts(suite, list);
  for (const ListedPassword& listed : list.passwords) {
    add_case(suite, listed, Wording::of(options.language));
  }
  std::ostringstream out;
  document.save(out, "  ", pugi::format_default, pugi::encoding_utf8);
  return out.str();
}

std::string list_tap(const RotationList& list, const SinkOptions& options) {
  const Wording& wording = Wording::of(options.language);
  std::string out = fmt::format("TAP version 14\n1..{}{}\n", list.passwords.size(),
                                list.passwords.empty() ? " # SKIP no password is on record" : "");
  std::size_t number = 0;
  for (const ListedPassword& listed : list.passwords) {
    out += fmt::format("{} {} - {}{}\n", listed.actions.empty() ? "ok" : "not ok", ++number,
                       tap_text(record_name(listed.record.entry.key)),
                       is_skipped(listed) ? " # SKIP " + tap_text(state_sentence(listed, wording)) : "");
    if (!listed.actions.empty()) {
      out += fmt::format("  ---\n  message: {}\n  phase: {}\n  advice: {}\n  ...\n",
                         yaml_text(state_sentence(listed, wording)), to_string(listed.state.phase),
                         yaml_text(advice_of(listed, wording)));
    }
  }
  return out;
}

std::string list_github(const RotationList& list, const SinkOptions& options) {
  const Wording& wording = Wording::of(options.language);
  std::string out;
  for (const ListedPassword& listed : list.passwords) {
    if (!listed.actions.empty()) {
      out += fmt::format(
          "::{} title={}::{}\n", listed.state.phase == PasswordPhase::expired ? "error" : "warning",
          github_property(record_name(listed.record.entry.key)),
          github_message(fmt::format("{}\n{}", state_sentence(listed, wording), advice_of(listed, wording))));
    }
  }
  return out + fmt::format("::notice title=pecprobe::{}\n", github_message(list_sentence(list, wording)));
}

}  // namespace pecprobe
