// The arguments of `pecprobe report`.
#pragma once

#include "probe/cli/options/check_request.hpp"
#include "probe/cli/options/option_table.hpp"
#include "probe/cli/options/usage_error.hpp"

#include <tl/expected.hpp>

#include <string>
#include <vector>

namespace pecprobe {

enum class ReportAction { convert, merge, diff };

struct ReportArguments {
  ReportAction action = ReportAction::convert;
  std::vector<std::string> files;
  CheckRequest output;  // of it, what says how to report
};

/// What `report` takes: of `check`, what says how to report.
[[nodiscard]] std::vector<OptionRow> report_options();

/// An action, then files, with the report options of `check` among them. Refused: another action, and more or fewer
/// files than the action takes (one to convert, at least one to merge, two to compare).
[[nodiscard]] tl::expected<ReportArguments, UsageError> parse_report_arguments(
    const std::vector<std::string>& arguments);

}  // namespace pecprobe
