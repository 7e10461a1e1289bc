#include "probe/report/text_sink.hpp"

#include "probe/report/dates.hpp"
#include "probe/report/final_sentences.hpp"
#include "probe/report/layout.hpp"
#include "probe/report/tally.hpp"
#include "probe/report/text_service.hpp"
#include "protocols/base/text.hpp"

#include <fmt/ranges.h>

#include <cstdlib>
#include <ostream>
#include <utility>
#include <vector>

namespace pecprobe {

namespace {

std::string account_head(const Account& account, const TextStyle& style) {
  std::vector<std::string> notes;
  if (!account.provider.empty()) {
    notes.push_back(printable(account.provider));
  }
  if (account.kind != AccountKind::mailbox) {
    notes.push_back(style.wording.text(fmt::format("account_kind.{}", to_string(account.kind))));
  }
  if (account.login != account.address) {
    notes.push_back(style.wording.text("report.login", fmt::arg("login", printable(account.login))));
  }
  const std::string address = painted(printable(account.address), Tone::strong, style.options.colour);
  return notes.empty() ? address + '\n' : fmt::format("{}  ({})\n", address, fmt::join(notes, ", "));
}

std::string password_line(const PasswordDates& dates, const TextStyle& style) {
  const auto state = password_state(dates, style.today);
  if (!state) {
    return "";
  }
  const auto shown = [&](std::optional<std::chrono::sys_days> date) {
    return date ? local_date(*date, style.wording) : std::string{};
  };
  const auto days = static_cast<std::uint64_t>(std::abs(state->days_left.value_or(0)));
  const std::string key = state->days_left == 0 ? std::string("report.password_last_day")
                                                : fmt::format("password_phase.{}", to_string(state->phase));
  return wrapped(
      "  ", style.wording.text(key, fmt::arg("issued", shown(dates.issued)), fmt::arg("expires", shown(dates.expires)),
                               fmt::arg("days", style.wording.count("count.days", days))));
}

class TextSink final : public ReportSink {
 public:
  TextSink(std::ostream& out, const SinkOptions& options)
      : m_out(out), m_style{Wording::of(options.language), options} {}

  void begin(const RunInfo& run) override {
    m_style.today = run.today;
    if (m_style.options.quiet) {
      return;
    }
    const auto day = std::chrono::floor<std::chrono::days>(run.started_at);
    const std::chrono::hh_mm_ss clock{run.started_at - day};
    const std::string time = fmt::format("{:02}:{:02}", clock.hours().count(), clock.minutes().count());
    m_out << m_style.wording.text("report.run", fmt::arg("version", printable(run.tool.version)),
                                  fmt::arg("date", local_date(day, m_style.wording)), fmt::arg("time", time))
          << '\n';
  }

  void add(const AccountResult& account) override {
    m_tally.add(account.verdict());
    separate();
    m_out << account_head(account.account, m_style);
    if (!m_style.options.quiet) {
      m_out << password_line(account.password, m_style);
    }
    m_remedies.clear();
    for (const ServiceResult& service : account.services) {
      add_service(account.account, service);
    }
    m_out << (m_style.options.quiet ? "" : "\n");
    add_warnings(account.warnings, "");
    m_out << wrapped("", final_sentence(account, Direction::receive, m_style.wording))
          << wrapped("", final_sentence(account, Direction::send, m_style.wording));
    if (!m_style.options.quiet) {
      m_out << painted(wrapped("", verdict_sentence(account, m_style.wording)), tone_of(account.verdict()),
                       m_style.options.colour);
    }
  }

  void end(const RunEnd& end) override {
    if (m_style.options.quiet || m_tally.accounts() < 2) {
      return;
    }
    const auto count = [&](Verdict verdict) { return m_tally.count(verdict); };
    m_out << '\n'
          << wrapped("", m_style.wording.text("report.summary", fmt::arg("accounts", m_tally.accounts()),
                                              fmt::arg("pass", count(Verdict::pass)),
                                              fmt::arg("fail", count(Verdict::fail)),
                                              fmt::arg("temporary", count(Verdict::temporary)),
                                              fmt::arg("unverified", count(Verdict::unverified)),
                                              fmt::arg("skipped", count(Verdict::skipped))))
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

  void add_service(const Account& account, const ServiceResult& service) {
    const bool has_passed = service.verdict() == Verdict::pass;
    const bool is_silent = m_style.options.quiet && has_passed;
    if (!is_silent) {
      m_out << (m_style.options.quiet ? "" : "\n") << steps_text(service, m_style);
    }
    for (const std::string& alert : service.facts.dialogue.alerts) {  // shown even with -q (RFC 9051 §7.1)
      m_out << alert_text(alert, m_style);
    }
    if (has_passed && !is_silent) {
      m_out << "    " << painted(m_style.wording.text("report.success"), Tone::good, m_style.options.colour) << '\n';
    } else if (!has_passed) {
      add_failure(account, service);
    }
    add_warnings(service.warnings, "    ");
    if (m_style.options.verbose && !service.facts.transcript.entries().empty()) {
      add_dialogue(service.facts.transcript);
    }
  }

  void add_failure(const Account& account, const ServiceResult& service) {
    const DiagnosisText text =
        describe(service.diagnosis, subject_of(account, service.facts.endpoint), m_style.wording);
    m_out << finding_text(service, text, m_style);
    add_remedies(service.facts.endpoint.protocol, remedies_text(text, m_style));
    m_out << provider_text(text, m_style);
  }

  void add_remedies(Protocol protocol, const std::string& remedies) {
    for (const auto& [name, said] : m_remedies) {
      if (said == remedies) {
        m_out << wrapped("    ", m_style.wording.text("report.same_as", fmt::arg("service", name)));
        return;
      }
    }
    m_out << remedies;
    m_remedies.emplace_back(service_name(protocol), remedies);
  }

  void add_warnings(const std::vector<Warning>& warnings, std::string_view margin) {
    if (m_style.options.quiet) {
      return;
    }
    for (const Warning& warning : warnings) {
      const std::string line =
          wrapped(margin, m_style.wording.text("report.warning", fmt::arg("text", describe(warning, m_style.wording))));
      m_out << painted(line, Tone::caution, m_style.options.colour);
    }
  }

  void add_dialogue(const Transcript& transcript) {
    if (!std::exchange(m_has_legend, true)) {
      m_out << wrapped("    ", m_style.wording.text("report.legend"));
    }
    m_out << dialogue_text(transcript, m_style);
  }

  std::ostream& m_out;
  TextStyle m_style;
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
