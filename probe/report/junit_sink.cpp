#include "probe/report/escaping.hpp"
#include "probe/report/plain_summary.hpp"
#include "probe/report/report_formats.hpp"

#include <fmt/format.h>

#include <map>
#include <ostream>
#include <pugixml.hpp>
#include <string>

namespace pecprobe {

namespace {

void set(pugi::xml_node node, const char* name, std::string_view value) {
  node.append_attribute(name).set_value(xml_text(value).c_str());
}

std::string time_of(Duration duration) { return fmt::format("{:.3f}", seconds(duration)); }

struct Counts {
  std::size_t tests = 0;
  std::size_t failures = 0;
  std::size_t errors = 0;
  std::size_t skipped = 0;
  Duration time{};

  void add(Verdict verdict, Duration took) {
    ++tests;
    failures += verdict == Verdict::fail ? 1U : 0U;
    errors += verdict == Verdict::temporary || verdict == Verdict::unverified ? 1U : 0U;
    skipped += verdict == Verdict::skipped ? 1U : 0U;
    time += took;
  }

  void write(pugi::xml_node node) const {
    set(node, "tests", std::to_string(tests));
    set(node, "failures", std::to_string(failures));
    set(node, "errors", std::to_string(errors));
    set(node, "skipped", std::to_string(skipped));
    set(node, "time", time_of(time));
  }
};

std::string warning_lines(const std::vector<ShownWarning>& warnings) {
  std::string out;
  for (const ShownWarning& warning : warnings) {
    out += fmt::format("warning: {}, {}\n", to_string(warning.code), warning.text);
  }
  return out;
}

/// A definite no is a failure; what was not established an error; what was not attempted skipped.
const char* outcome_element(Verdict verdict) {
  switch (verdict) {
    case Verdict::pass: return nullptr;
    case Verdict::fail: return "failure";
    case Verdict::temporary:
    case Verdict::unverified: return "error";
    case Verdict::skipped: return "skipped";
  }
  return "error";
}

/// Gathers everything: a suite states its numbers before its cases.
class JunitSink final : public ReportSink {
 public:
  JunitSink(std::ostream& out, const SinkOptions& options) : m_out(out), m_wording(Wording::of(options.language)) {}

  void begin(const RunInfo& run) override {
    m_started = report_time(std::chrono::floor<std::chrono::seconds>(run.started_at));
    m_started.pop_back();  // ISO 8601 without a zone, as the schema of Jenkins has it
  }

  void add(const ShownAccount& account) override {
    const std::string provider = account.provider.empty() ? "other" : account.provider;
    Suite& suite = m_suites[provider];
    for (const ShownService& service : account.services) {
      suite.counts.add(service.verdict, service.elapsed);
      m_total.add(service.verdict, service.elapsed);
      add_case(suite.cases.append_child("testcase"), provider, account, service);
    }
  }

  void end(const RunEnd& end) override {
    pugi::xml_document document;
    auto declaration = document.append_child(pugi::node_declaration);
    declaration.append_attribute("version") = "1.0";
    declaration.append_attribute("encoding") = "UTF-8";
    pugi::xml_node root = document.append_child("testsuites");
    set(root, "name", "pecprobe");
    m_total.time = end.elapsed;
    m_total.write(root);
    for (const auto& [provider, suite] : m_suites) {
      pugi::xml_node node = root.append_child("testsuite");
      set(node, "name", provider);
      suite.counts.write(node);
      set(node, "timestamp", m_started);
      for (const pugi::xml_node& testcase : suite.cases.children()) {
        node.append_copy(testcase);
      }
    }
    document.save(m_out, "  ", pugi::format_default, pugi::encoding_utf8);
  }

 private:
  struct Suite {
    Counts counts;
    pugi::xml_document cases;
  };

  /// Readers tell cases apart by class and name, and count only the first of two alike.
  std::string unique_name(const std::string& classname, const std::string& name) {
    const int number = ++m_names[classname + '\n' + name];
    return number == 1 ? name : fmt::format("{} #{}", name, number);
  }

  void add_case(pugi::xml_node node, const std::string& provider, const ShownAccount& account,
                const ShownService& service) {
    const std::string protocol(to_string(service.endpoint.protocol));
    const std::string classname = fmt::format("pec.{}.{}", provider, protocol);
    const auto blank = service.label.find(' ');
    const std::string several = blank == std::string::npos ? std::string{} : service.label.substr(blank);
    set(node, "classname", classname);
    set(node, "name", unique_name(classname, account_name(account) + several));
    set(node, "time", time_of(service.elapsed));
    if (account.source) {
      set(node, "file", account.source->file);
      set(node, "line", std::to_string(account.source->line));
    }
    if (const char* element = outcome_element(service.verdict)) {
      const ShownDiagnosis& diagnosis = service.diagnosis;
      pugi::xml_node outcome = node.append_child(element);
      set(outcome, "message", diagnosis.text.title);
      if (service.verdict != Verdict::skipped) {
        set(outcome, "type", to_string(diagnosis.code));
      }
      // Some readers show the text and not the message, so both say it.
      const std::string text = fmt::format("{} ({})\n{}", diagnosis.text.title, to_string(diagnosis.code),
                                           explanation_lines(diagnosis, m_wording));
      outcome.text().set(xml_text(text).c_str());
    }
    const std::string output = step_lines(service) + warning_lines(service.warnings) + warning_lines(account.warnings);
    if (!output.empty()) {
      node.append_child("system-out").text().set(xml_text(output).c_str());
    }
  }

  std::ostream& m_out;
  const Wording& m_wording;
  std::string m_started;
  Counts m_total;
  std::map<std::string, Suite> m_suites;  // by provider
  std::map<std::string, int> m_names;
};

}  // namespace

std::unique_ptr<ReportSink> make_junit_sink(std::ostream& out, const SinkOptions& options) {
  return std::make_unique<JunitSink>(out, options);
}

}  // namespace pecprobe
