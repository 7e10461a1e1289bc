#include "probe/report/plain_summary.hpp"
#include "probe/report/report_formats.hpp"
#include "probe/report/summary_sentence.hpp"

#include <fmt/format.h>

#include <ostream>
#include <string>

namespace pecprobe {

namespace {

bool is_ascii_punctuation(char c) {
  return (c > ' ' && c < '0') || (c > '9' && c < 'A') || (c > 'Z' && c < 'a') || (c > 'z' && c < '\x7f');
}

/// Every mark of ASCII punctuation may be escaped, and then begins nothing (CommonMark §2.4): no HTML, link or cell.
std::string markdown(std::string_view text) {
  std::string out;
  for (const char c : text) {
    out += is_ascii_punctuation(c) ? std::string{'\\', c} : c == '\n' ? std::string(" ") : std::string(1, c);
  }
  return out;
}

class GithubSummarySink final : public ReportSink {
 public:
  GithubSummarySink(std::ostream& out, const SinkOptions& options)
      : m_out(out), m_wording(Wording::of(options.language)) {}

  void begin(const RunInfo&) override {}

  void add(const ShownAccount& account) override {
    m_tally.add(account.verdict);
    for (const ShownService& service : account.services) {
      const std::string verdict = m_wording.text(fmt::format("verdict_short.{}", to_string(service.verdict)));
      m_rows += fmt::format("| {} | {} | {} | `{}` {} | {:.1f} s |\n", markdown(account_name(account)),
                            markdown(service.label), markdown(verdict), to_string(service.diagnosis.code),
                            markdown(service.diagnosis.text.title), seconds(service.elapsed));
    }
  }

  void end(const RunEnd&) override {
    m_out << "### pecprobe\n\n"
          << markdown(summary_sentence(m_tally, m_wording)) << "\n\n| | | | | |\n|---|---|---|---|---|\n"
          << m_rows << '\n';
  }

 private:
  std::ostream& m_out;
  const Wording& m_wording;
  Tally m_tally;
  std::string m_rows;
};

}  // namespace

std::unique_ptr<ReportSink> make_github_summary_sink(std::ostream& out, const SinkOptions& options) {
  return std::make_unique<GithubSummarySink>(out, options);
}

}  // namespace pecprobe
