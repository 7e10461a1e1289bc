#include "probe/report/final_sentences.hpp"
#include "probe/report/layout.hpp"
#include "probe/report/report_formats.hpp"
#include "probe/report/summary_sentence.hpp"
#include "probe/report/tally.hpp"
#include "probe/report/text_overview.hpp"
#include "probe/report/text_service.hpp"
#include "protocols/base/text.hpp"

#include <fmt/ranges.h>

#include <cstdlib>
#include <ostream>
#include <utility>
#include <vector>

namespace pecprobe {

namespace {

std::string account_head(const ShownAccount& account, const TextStyle& style) {
  std::vector<std::string> notes;
  if (!account.provider.empty()) {
    notes.push_back(account.provider);
  }
  if (account.kind != AccountKind::mailbox) {
    notes.push_back(style.wording.text(fmt::format("account_kind.{}", to_string(account.kind))));
  }
  if (account.login != account.address) {
    notes.push_back(style.wording.text("report.login", fmt::arg("login", account.login)));
  }
  const std::string address = painted(account.address, Tone::strong, style.options.colour);
  if (notes.empty()) {
    return address + '\n';
  }
  const std::string note = fmt::format("({})", fmt::join(notes, ", "));
  const bool fits = display_width(account.address) + 2 + display_width(note) <= k_columns;
  return fits ? fmt::format("{}  {}\n", address, note) : address + '\n' + wrapped("  ", note);
}

std::string password_line(const std::optional<ShownPassword>& password, const TextStyle& style) {
  if (!password) {
    return "";
  }
  return wrapped("  ", password_sentence(password->dates, password->state, style.wording));
}

class TextSink final : public ReportSink {
 public:
  TextSink(std::ostream& out, const SinkOptions& options)
      : m_out(out), m_style{Wording::of(options.language), options} {}

  void begin(const RunInfo& run) override {
    m_is_overview = run.accounts > 1 && !m_style.options.verbose;
    if (m_style.options.quiet) {
      return;
    }
    m_out << m_style.wording.text("report.run", fmt::arg("version", printable(run.tool.version)),
                                  fmt::arg("when", local_minute(run.started_at, m_style.wording)))
          << '\n';
    if (m_is_overview) {
      m_out << '\n' << m_overview.heading();
    }
  }

  void add(const ShownAccount& account) override {
    m_tally.add(account.verdict);
    if (m_is_overview) {
      m_overview.add(account);
      if (!m_style.options.quiet || account.verdict != Verdict::pass) {
        m_out << m_overview.row(account);
      }
      return;
    }
    separate();
    m_out << account_head(account, m_style);
    if (!m_style.options.quiet) {
      m_out << password_line(account.password, m_style);
    }
    m_remedies.clear();
    for (const ShownService& service : account.services) {
      add_service(service);
    }
    m_out << (m_style.options.quiet ? "" : "\n");
    add_warnings(account.warnings, "");
    m_out << wrapped("", final_sentence(account, Direction::receive, m_style.wording))
          << wrapped("", final_sentence(account, Direction::send, m_style.wording));
    if (!m_style.options.quiet) {
      m_out << painted(wrapped("", verdict_sentence(account, m_style.wording)), tone_of(account.verdict),
                       m_style.options.colour);
    }
  }

  void end(const RunEnd& end) override {
    if (m_is_overview) {
      m_out << m_overview.causes();
    }
    if (m_style.options.quiet || m_tally.accounts() < 2) {
      return;
    }
    m_out << '\n'
          << wrapped("", summary_sentence(m_tally, m_style.wording))
          << m_style.wording.text(
                 "report.elapsed",
                 fmt::arg("seconds", fmt::format("{:.1f}", std::chrono::duration<double>(end.elapsed).count())))
          << '\n';
  }

 private:
  /// An empty line between what was written and what follows.
  void separate() {
    if (!std::exchange(m_is_fresh, false) || !m_style.options.quiet) {
      m_out << '\n';
    }
  }

  void add_service(const ShownService& service) {
    const bool has_passed = service.verdict == Verdict::pass;
    const bool is_silent = m_style.options.quiet && has_passed;
    if (!is_silent) {
      m_out << (m_style.options.quiet ? "" : "\n") << steps_text(service, m_style);
    }
    for (const std::string& alert : service.alerts) {  // shown even with -q (RFC 9051 §7.1)
      m_out << alert_text(alert, m_style);
    }
    if (has_passed && !is_silent) {
      m_out << "    " << painted(m_style.wording.text("report.success"), Tone::good, m_style.options.colour) << '\n';
    } else if (!has_passed) {
      add_failure(service);
    }
    add_warnings(service.warnings, "    ");
    if (m_style.options.verbose && !service.dialogue.empty()) {
      add_dialogue(service);
    }
  }

  void add_failure(const ShownService& service) {
    m_out << finding_text(service.diagnosis, m_style) << memory_text(service.auth, m_style);
    add_remedies(service.label, remedies_text(service.diagnosis.text, m_style));
    m_out << provider_text(service.diagnosis.text, m_style);
  }

  void add_remedies(const std::string& label, const std::string& remedies) {
    for (const auto& [name, said] : m_remedies) {
      if (said == remedies) {
        m_out << wrapped("    ", m_style.wording.text("report.same_as", fmt::arg("service", name)));
        return;
      }
    }
    m_out << remedies;
    m_remedies.emplace_back(label, remedies);
  }

  void add_warnings(const std::vector<ShownWarning>& warnings, std::string_view margin) {
    if (m_style.options.quiet) {
      return;
    }
    for (const ShownWarning& warning : warnings) {
      const std::string line = wrapped(margin, m_style.wording.text("report.warning", fmt::arg("text", warning.text)));
      m_out << painted(line, Tone::caution, m_style.options.colour);
    }
  }

  void add_dialogue(const ShownService& service) {
    if (!std::exchange(m_has_legend, true)) {
      m_out << wrapped("    ", m_style.wording.text("report.legend"));
    }
    m_out << dialogue_text(service, m_style);
  }

  std::ostream& m_out;
  TextStyle m_style;
  TextOverview m_overview{m_style};
  bool m_is_overview = false;
  Tally m_tally;
  bool m_is_fresh = true;
  bool m_has_legend = false;
  std::vector<std::pair<std::string, std::string>> m_remedies;  // service and what was said for it, this account
};

}  // namespace

std::unique_ptr<ReportSink> make_text_sink(std::ostream& out, const SinkOptions& options) {
  return std::make_unique<TextSink>(out, options);
}

}  // namespace pecprobe
