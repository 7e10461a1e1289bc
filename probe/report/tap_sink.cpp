#include "probe/report/escaping.hpp"
#include "probe/report/plain_summary.hpp"
#include "probe/report/report_formats.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <ostream>
#include <string>

namespace pecprobe {

namespace {

/// A step that failed beside a verdict that it does not change, such as a missing answer to LOGOUT, does not fail the
/// subtest: its directive says so.
std::string step_point(const ShownStep& step, std::size_t number, Verdict verdict) {
  const bool has_failed = step.status == StepStatus::fail;
  const std::string_view directive = step.status == StepStatus::skip          ? " # SKIP not reached"
                                     : has_failed && verdict == Verdict::pass ? " # TODO does not change the verdict"
                                                                              : "";
  std::string out =
      fmt::format("    {} {} - {}{}\n", has_failed ? "not ok" : "ok", number, to_string(step.step), directive);
  if (step.status != StepStatus::skip) {
    out += fmt::format("      ---\n      took_ms: {:.1f}\n      detail: {}\n      ...\n", seconds(step.took) * 1000,
                       yaml_text(step.detail));
  }
  return out;
}

class TapSink final : public ReportSink {
 public:
  explicit TapSink(std::ostream& out) : m_out(out) {}

  void begin(const RunInfo&) override { m_out << "TAP version 14\n"; }

  void add(const ShownAccount& account) override {
    for (const ShownService& service : account.services) {
      add_service(tap_text(account_name(account) + ' ' + service.label), service);
    }
  }

  /// The plan comes last: how many services there are is known only now.
  void end(const RunEnd&) override { m_out << "1.." << m_count << (m_count == 0 ? " # SKIP no service\n" : "\n"); }

 private:
  void add_service(const std::string& name, const ShownService& service) {
    if (!service.steps.empty()) {
      m_out << "# Subtest: " << name << '\n';
      std::size_t number = 0;
      for (const ShownStep& step : service.steps) {
        m_out << step_point(step, ++number, service.verdict);
      }
      m_out << "    1.." << number << '\n';
    }
    const bool is_skipped = service.verdict == Verdict::skipped;
    const bool is_ok = service.verdict == Verdict::pass || is_skipped;
    m_out << (is_ok ? "ok " : "not ok ") << ++m_count << " - " << name
          << (is_skipped ? " # SKIP " + tap_text(service.diagnosis.text.title) : "") << '\n';
    if (service.verdict != Verdict::pass) {
      add_diagnosis(service.diagnosis, service.verdict);
    }
  }

  /// Each value on one line: the reader of Perl's prove takes no list of quoted texts.
  void add_diagnosis(const ShownDiagnosis& diagnosis, Verdict verdict) {
    std::vector<std::string> evidence;
    for (const Evidence& fact : diagnosis.evidence) {
      evidence.push_back(fact.text);
    }
    m_out << fmt::format("  ---\n  message: {}\n  severity: {}\n  code: {}\n  evidence: {}\n  advice: {}\n  ...\n",
                         yaml_text(diagnosis.text.title), to_string(verdict), to_string(diagnosis.code),
                         yaml_text(fmt::format("{}", fmt::join(evidence, "\n"))),
                         yaml_text(fmt::format("{}", fmt::join(diagnosis.text.advice, "\n"))));
  }

  std::ostream& m_out;
  std::size_t m_count = 0;
};

}  // namespace

std::unique_ptr<ReportSink> make_tap_sink(std::ostream& out, const SinkOptions&) {
  return std::make_unique<TapSink>(out);
}

}  // namespace pecprobe
