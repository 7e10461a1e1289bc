#include "probe/cli/options/report_arguments.hpp"

#include "probe/cli/options/option_table.hpp"
#include "probe/cli/options/options.hpp"

#include <algorithm>
#include <optional>

namespace pecprobe {

namespace {

std::optional<ReportAction> action_named(std::string_view name) {
  if (name == "convert") {
    return ReportAction::convert;
  }
  if (name == "merge") {
    return ReportAction::merge;
  }
  return name == "diff" ? std::optional(ReportAction::diff) : std::nullopt;
}

bool takes(ReportAction action, std::size_t files) {
  switch (action) {
    case ReportAction::convert: return files == 1;
    case ReportAction::merge: return files >= 1;
    case ReportAction::diff: return files == 2;
  }
  return false;
}

}  // namespace

std::vector<OptionRow> report_options() {
  std::vector<OptionRow> rows;
  const auto all = check_options();
  std::copy_if(all.begin(), all.end(), std::back_inserter(rows),
               [](const OptionRow& row) { return row.group == OptionGroup::output; });
  return rows;
}

tl::expected<ReportArguments, UsageError> parse_report_arguments(const std::vector<std::string>& arguments) {
  auto request = parse_words(arguments, report_options());
  if (!request) {
    return tl::unexpected(std::move(request.error()));
  }
  const std::vector<std::string> words = std::move(request->further_words);
  ReportArguments out;
  out.output = *std::move(request);
  const auto action = words.empty() ? std::nullopt : action_named(words.front());
  if (!action) {
    return tl::unexpected(UsageError{Message::report_action_unknown, {}, {}});
  }
  out.action = *action;
  out.files.assign(words.begin() + 1, words.end());
  if (!takes(out.action, out.files.size())) {
    return tl::unexpected(UsageError{Message::report_files_wrong, words.front(), {}});
  }
  const bool is_listed = out.output.format == "text" || out.output.format == "json";
  if (out.action == ReportAction::diff && (!is_listed || !out.output.reports.empty())) {
    return tl::unexpected(UsageError{Message::value_not_small_format, "report diff --format", {}});
  }
  return out;
}

}  // namespace pecprobe
