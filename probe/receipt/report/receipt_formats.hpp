// Verified receipts in every format that reports have.
#pragma once

#include "probe/receipt/report/receipt_report.hpp"
#include "probe/report/nagios_status.hpp"
#include "probe/report/report_sink.hpp"

#include <string>
#include <string_view>

namespace pecprobe {

/// Each gives the whole document, valid UTF-8 with a line end, from a report that is printable.
struct ReceiptFormat {
  std::string_view name;
  std::string (*write)(const ReceiptReport& report, const SinkOptions& options);
};

/// Null for a name that is none.
[[nodiscard]] const ReceiptFormat* find_receipt_format(std::string_view name) noexcept;

/// A paragraph per file and a last sentence; SinkOptions::quiet leaves out those that hold, SinkOptions::verbose adds
/// what only an inquiry needs.
[[nodiscard]] std::string receipts_text(const ReceiptReport& report, const SinkOptions& options);
/// `pecprobe.receipt/1`.
[[nodiscard]] std::string receipts_json(const ReceiptReport& report, const SinkOptions& options);
/// A line per file, each as in the JSON document.
[[nodiscard]] std::string receipts_json_lines(const ReceiptReport& report, const SinkOptions& options);
/// A row per file.
[[nodiscard]] std::string receipts_csv(const ReceiptReport& report, const SinkOptions& options);
[[nodiscard]] std::string receipts_html(const ReceiptReport& report, const SinkOptions& options);
[[nodiscard]] std::string receipts_nagios(const ReceiptReport& report, const SinkOptions& options);
[[nodiscard]] std::string receipts_prometheus(const ReceiptReport& report, const SinkOptions& options);
/// A test per file: failed when it does not hold, an error where that could not be established.
[[nodiscard]] std::string receipts_junit(const ReceiptReport& report, const SinkOptions& options);
[[nodiscard]] std::string receipts_tap(const ReceiptReport& report, const SinkOptions& options);
[[nodiscard]] std::string receipts_github(const ReceiptReport& report, const SinkOptions& options);

/// Critical when one does not hold, unknown when one could not be verified.
[[nodiscard]] NagiosStatus nagios_status(const ReceiptReport& report) noexcept;

}  // namespace pecprobe
