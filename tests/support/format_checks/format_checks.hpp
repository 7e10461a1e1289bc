// What the readers of a report accept, as checkers of our own: each gives the faults that it finds, none for a good
// one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pecprobe::test {

using Faults = std::vector<std::string>;

/// The checker of `format`; a format without one is a fault itself.
[[nodiscard]] Faults faults_in(std::string_view format, const std::string& report);

/// Well-formed; suites with the numbers that their cases add up to; every case with classname, name and time, no two
/// alike; at most one outcome each, failures and errors with type, message and text (GitLab, Jenkins' xUnit schema).
[[nodiscard]] Faults junit_faults(const std::string& report);

/// One line `PEC STATUS - text | data`, the data by the grammar of the Monitoring Plugins Guidelines.
[[nodiscard]] Faults nagios_faults(const std::string& report);

/// The text exposition format: HELP and TYPE before a metric's samples, samples together, no series twice.
[[nodiscard]] Faults prometheus_faults(const std::string& report);

/// TAP 14 with one level of subtests: numbers in order, plans that fit, a subtest that agrees with its point.
[[nodiscard]] Faults tap_faults(const std::string& report);

/// RFC 4180 with LF: as many cells in each row as in the header, no cell that begins a formula.
[[nodiscard]] Faults csv_faults(const std::string& report);

/// Nothing but workflow commands.
[[nodiscard]] Faults github_faults(const std::string& report);

/// One document without any outside reference, with one script and one style of ours; elements closed in order; ids
/// unique; the elements that links, rows and buttons name exist.
[[nodiscard]] Faults html_faults(const std::string& report);

[[nodiscard]] Faults json_faults(const std::string& report);
[[nodiscard]] Faults jsonl_faults(const std::string& report);

/// RFC 5545 as far as our calendars go: lines of 75 bytes at most, folded between characters; events in a calendar and
/// alarms in events, with our properties only; nothing that ends a value early.
[[nodiscard]] Faults calendar_faults(const std::string& calendar);

/// No blanks at line ends.
[[nodiscard]] Faults text_faults(const std::string& report);

/// Lines of a text report of more than 80 columns, but for a longer word alone on its line. With -v servers are quoted
/// in full, however long their lines are.
[[nodiscard]] Faults wide_lines(const std::string& report);

}  // namespace pecprobe::test
