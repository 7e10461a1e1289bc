// The sinks behind the registered formats (report_formats() in report_sink.hpp). `out` outlives each of them; every one
// writes valid UTF-8 and ends with a line end.
#pragma once

#include "probe/report/report_sink.hpp"

#include <iosfwd>
#include <memory>

namespace pecprobe {

/// For people, on 80 columns, each account as soon as it is added. A run of several accounts gets a row per account and
/// at its end the failures by cause.
[[nodiscard]] std::unique_ptr<ReportSink> make_text_sink(std::ostream& out, const SinkOptions& options);

/// `pecprobe.report/1`, one document (schema/report-1.schema.json), written in end().
[[nodiscard]] std::unique_ptr<ReportSink> make_json_sink(std::ostream& out, const SinkOptions& options);

/// One line per account as soon as it is added, each an account of the JSON report (`#/$defs/account`).
[[nodiscard]] std::unique_ptr<ReportSink> make_jsonl_sink(std::ostream& out, const SinkOptions& options);

/// JUnit XML as GitLab, Jenkins and GitHub's readers take it: a suite per provider, a case per account and service.
[[nodiscard]] std::unique_ptr<ReportSink> make_junit_sink(std::ostream& out, const SinkOptions& options);

/// One HTML file without any outside reference, written in end().
[[nodiscard]] std::unique_ptr<ReportSink> make_html_sink(std::ostream& out, const SinkOptions& options);

/// RFC 4180 with a header and a row per service, lines ended by LF; no cell can be a formula.
[[nodiscard]] std::unique_ptr<ReportSink> make_csv_sink(std::ostream& out, const SinkOptions& options);

/// One line with performance data (Monitoring Plugins Development Guidelines), written in end().
[[nodiscard]] std::unique_ptr<ReportSink> make_nagios_sink(std::ostream& out, const SinkOptions& options);

/// A file for the textfile collector of Prometheus' node exporter, written in end().
[[nodiscard]] std::unique_ptr<ReportSink> make_prometheus_sink(std::ostream& out, const SinkOptions& options);

/// TAP 14: a test point per account and service, its steps as a subtest.
[[nodiscard]] std::unique_ptr<ReportSink> make_tap_sink(std::ostream& out, const SinkOptions& options);

/// GitHub Actions' workflow commands: an annotation per failure and warning.
[[nodiscard]] std::unique_ptr<ReportSink> make_github_sink(std::ostream& out, const SinkOptions& options);

/// The step summary of GitHub Actions (Markdown), written in end(); not a format of its own.
[[nodiscard]] std::unique_ptr<ReportSink> make_github_summary_sink(std::ostream& out, const SinkOptions& options);

}  // namespace pecprobe
