// A round trip for a person.
#include "probe/receipt/report/receipt_sentences.hpp"
#include "probe/report/dates.hpp"
#include "probe/report/diagnosis_text.hpp"
#include "probe/report/layout.hpp"
#include "probe/report/text_service.hpp"
#include "probe/roundtrip/report/roundtrip_report.hpp"
#include "probe/roundtrip/report/roundtrip_sentences.hpp"
#include "protocols/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

namespace pecprobe {

namespace {

constexpr std::size_t k_time_width = 8;
constexpr std::size_t k_event_width = 34;

class RoundtripWriter {
 public:
  RoundtripWriter(const RoundtripReport& report, const SinkOptions& options)
      : m_report(report), m_trip(*report.roundtrip), m_style{Wording::of(options.language), options} {}

  [[nodiscard]] std::string text() const {
    std::string out = m_style.options.quiet ? std::string{} : head() + services() + course() + closing();
    return out + finding();
  }

 private:
  [[nodiscard]] const Wording& wording() const { return m_style.wording; }

  [[nodiscard]] std::string head() const {
    return wording().text("report.run", fmt::arg("version", printable(m_report.tool.version)),
                          fmt::arg("when", local_minute(m_report.started_at, wording()))) +
           "\n\n" + painted(printable(m_report.check.account.address), Tone::strong, m_style.options.colour) + '\n';
  }

  [[nodiscard]] std::string services() const {
    std::string out;
    for (const ServiceResult& service : m_report.check.services) {
      out += "  " +
             wording().text("roundtrip.checked", fmt::arg("service", service_name(service.facts.endpoint.protocol)),
                            fmt::arg("host", printable(service.facts.endpoint.host)),
                            fmt::arg("port", service.facts.endpoint.port)) +
             '\n';
    }
    return out;
  }

  /// What happened, a line for each event with its time since the sending began.
  [[nodiscard]] std::string course() const {
    std::string out = '\n' + wrapped("  ", sent_sentence(m_trip, wording()));
    for (const Arrival& arrival : m_trip.arrivals) {
      out += row(arrival);
    }
    if (m_trip.may_be_sent()) {
      for (const ReceiptKind kind : expected_kinds(m_trip)) {
        if (std::none_of(m_trip.arrivals.begin(), m_trip.arrivals.end(),
                         [&](const Arrival& arrival) { return arrival.is_about_ours(kind); })) {
          Arrival missing;
          missing.receipt.kind = kind;
          out += "  " + padded("-", k_time_width) + padded(event_name(missing, wording()) + "  ", k_event_width) +
                 wording().text("roundtrip.missing") + '\n';
        }
      }
    }
    return out;
  }

  [[nodiscard]] std::string row(const Arrival& arrival) const {
    const bool is_good = arrival.meaning == ArrivalMeaning::evidence && !tells_failure(arrival.receipt.kind);
    const Tone tone = arrival.meaning == ArrivalMeaning::other ? Tone::caution : is_good ? Tone::good : Tone::bad;
    const std::string first = "  " + padded('+' + seconds_text(arrival.after, wording()), k_time_width) +
                              padded(event_name(arrival, wording()) + "  ", k_event_width);
    std::string out = painted(wrapped(first, meaning_sentence(arrival, wording())), tone, m_style.options.colour);
    const std::string margin(k_time_width + 2, ' ');
    if (const auto& data = arrival.receipt.certification; data && data->at && !data->provider.empty()) {
      out += wrapped(margin, wording().text("receipt.certified", fmt::arg("provider", data->provider),
                                            fmt::arg("time", second_of(*data->at, wording()))));
      if (tells_failure(arrival.receipt.kind)) {
        out += wrapped(margin, wording().text("receipt.error", fmt::arg("error", data->error),
                                              fmt::arg("detail", data->error_detail)));
      }
    }
    for (const Finding& finding : arrival.receipt.findings) {
      if (info(finding.code).weight != FindingWeight::remark || m_style.options.verbose) {
        out += wrapped(margin + "- ", margin + "  ", finding_sentence(finding, wording()));
      }
    }
    return out;
  }

  [[nodiscard]] std::string closing() const {
    std::string out = "\n";
    if (const auto delay = m_trip.delivery_delay()) {
      out += wrapped("", wording().text("roundtrip.delay", fmt::arg("seconds", delay->count())));
    }
    if (m_trip.may_be_sent()) {
      out += wrapped("", waiting_end_sentence(m_trip, wording()));
      out += wrapped("", cleanup_sentence(m_trip, wording()));
    }
    return out;
  }

  [[nodiscard]] std::string finding() const {
    const Colour colour = m_style.options.colour;
    if (m_trip.diagnosis.code == Code::ok) {
      return painted(wording().text("report.success"), Tone::good, colour) + '\n';
    }
    const DiagnosisText text = describe(m_trip, m_report.check, wording());
    std::string out = painted(wrapped("", text.title), tone_of(m_report.verdict()), colour) + wrapped("", text.cause);
    for (const Evidence& evidence : m_trip.diagnosis.evidence) {
      out += wrapped("  > ", printable(evidence.text));
    }
    for (const std::string& advice : text.advice) {
      out += wrapped("  - ", advice);
    }
    return out;
  }

  const RoundtripReport& m_report;
  const Roundtrip& m_trip;
  TextStyle m_style;
};

/// The check's own report, and that nothing was sent.
std::string text_of_check(const RoundtripReport& report, const SinkOptions& options) {
  const Wording& wording = Wording::of(options.language);
  std::ostringstream out;
  const auto sink = find_report_format("text")->make(out, options);
  sink->begin({report.tool, report.started_at, report.today, options.language});
  sink->add(shown(report.check, wording, report.today));
  sink->end({report.elapsed});
  return out.str() + wrapped("", wording.text("roundtrip.check_failed"));
}

}  // namespace

std::string roundtrip_text(const RoundtripReport& report, const SinkOptions& options) {
  return report.roundtrip ? RoundtripWriter(report, options).text() : text_of_check(report, options);
}

}  // namespace pecprobe
