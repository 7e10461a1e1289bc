// Verified receipts for Nagios' and Prometheus' kin.
#include "probe/receipt/report/receipt_formats.hpp"
#include "probe/report/escaping.hpp"
#include "probe/report/prometheus_metric.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <sstream>

namespace pecprobe {

namespace {

constexpr std::size_t k_shown_troubles = 5;

NagiosStatus nagios_status(ReceiptVerdict verdict) {
  switch (verdict) {
    case ReceiptVerdict::holds: return NagiosStatus::ok;
    case ReceiptVerdict::unverified: return NagiosStatus::unknown;
    case ReceiptVerdict::does_not_hold:
    case ReceiptVerdict::not_a_receipt:
    case ReceiptVerdict::unreadable: break;
  }
  return NagiosStatus::critical;
}

std::string trouble_of(const VerifiedFile& each) {
  std::vector<std::string_view> names;
  for (const Finding& finding : each.receipt.findings) {
    names.push_back(to_string(finding.code));
  }
  return nagios_text(fmt::format("{}: {}", each.file, fmt::join(names, " ")));
}

}  // namespace

NagiosStatus nagios_status(const ReceiptReport& report) noexcept {
  NagiosStatus worst = NagiosStatus::ok;
  for (const VerifiedFile& each : report.files) {
    worst = std::max(worst, nagios_status(each.receipt.verdict()));
  }
  return worst;
}

std::string receipts_nagios(const ReceiptReport& report, const SinkOptions&) {
  std::vector<std::string> troubles;
  for (const VerifiedFile& each : report.files) {
    if (each.receipt.verdict() != ReceiptVerdict::holds && troubles.size() < k_shown_troubles) {
      troubles.push_back(trouble_of(each));
    }
  }
  const std::size_t holding = report.count(ReceiptVerdict::holds);
  return fmt::format("PEC {} - {} of {} receipts hold{}{} | 'receipts'={};;;0 'holding'={};;;0\n",
                     to_string(nagios_status(report)), holding, report.files.size(), troubles.empty() ? "" : ": ",
                     fmt::join(troubles, "; "), report.files.size(), holding);
}

std::string receipts_prometheus(const ReceiptReport& report, const SinkOptions&) {
  PrometheusMetric holds{"pec_receipt_holds", "Whether the receipt is authentic."};
  PrometheusMetric certified{"pec_receipt_certified_timestamp_seconds", "When its provider certified it."};
  for (const VerifiedFile& each : report.files) {
    const std::string labels =
        fmt::format("file={},kind={}", prometheus_label(each.file), prometheus_label(to_string(each.receipt.kind)));
    holds.add(labels, each.receipt.verdict() == ReceiptVerdict::holds ? 1 : 0);
    if (each.receipt.certification && each.receipt.certification->at) {
      certified.add(labels, unix_time(*each.receipt.certification->at));
    }
  }
  std::ostringstream out;
  holds.write(out);
  certified.write(out);
  return out.str();
}

}  // namespace pecprobe
