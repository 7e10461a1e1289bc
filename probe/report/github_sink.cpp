#include "probe/report/escaping.hpp"
#include "probe/report/plain_summary.hpp"
#include "probe/report/report_formats.hpp"
#include "probe/report/tally.hpp"

#include <fmt/format.h>

#include <ostream>
#include <string>

namespace pecprobe {

namespace {

std::string_view level(Verdict verdict) {
  switch (verdict) {
    case Verdict::pass: return "notice";
    case Verdict::skipped:
    case Verdict::unverified:
    case Verdict::temporary: return "warning";
    case Verdict::fail: return "error";
  }
  return "error";
}

class GithubSink final : public ReportSink {
 public:
  GithubSink(std::ostream& out, const SinkOptions& options) : m_out(out), m_wording(Wording::of(options.language)) {}

  void begin(const RunInfo&) override {}

  void add(const ShownAccount& account) override {
    m_tally.add(account.verdict);
    const std::string name = account_name(account);
    for (const ShownService& service : account.services) {
      if (service.verdict != Verdict::pass) {
        const std::string text =
            fmt::format("{} ({})\n{}", service.diagnosis.text.title, to_string(service.diagnosis.code),
                        explanation_lines(service.diagnosis, m_wording));
        annotate(level(service.verdict), account, fmt::format("{} {}", name, service.label), text);
      }
      for (const ShownWarning& warning : service.warnings) {
        annotate("warning", account, fmt::format("{} {}", name, service.label), warning.text);
      }
    }
    for (const ShownWarning& warning : account.warnings) {
      annotate("warning", account, name, warning.text);
    }
  }

  void end(const RunEnd&) override {
    annotate("notice", {}, "pecprobe",
             fmt::format("{}/{} {}", m_tally.count(Verdict::pass), m_tally.accounts(), to_string(Verdict::pass)));
  }

 private:
  void annotate(std::string_view kind, const ShownAccount& account, const std::string& title, const std::string& text) {
    const std::string place =
        account.source ? fmt::format("file={},line={},", github_property(account.source->file), account.source->line)
                       : std::string{};
    m_out << fmt::format("::{} {}title={}::{}\n", kind, place, github_property(title), github_message(text));
  }

  std::ostream& m_out;
  const Wording& m_wording;
  Tally m_tally;
};

}  // namespace

std::unique_ptr<ReportSink> make_github_sink(std::ostream& out, const SinkOptions& options) {
  return std::make_unique<GithubSink>(out, options);
}

}  // namespace pecprobe
