#include "probe/cli/report_arguments.hpp"

#include "probe/cli/command_line.hpp"
#include "probe/cli/option_table.hpp"

#include <algorithm>
#include <optional>
#include <set>

namespace pecprobe {

namespace {

std::vector<OptionRow> report_options() {
  std::vector<OptionRow> rows;
  const auto all = check_options();
  std::copy_if(all.begin(), all.end(), std::back_inserter(rows),
               [](const OptionRow& row) { return row.group == OptionGroup::output; });
  return rows;
}

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

std::optional<UsageError> apply(const std::vector<OptionRow>& rows, const GivenOption& option, CheckRequest& request) {
  const std::string name = "--" + option.name;
  const auto row =
      std::find_if(rows.begin(), rows.end(), [&](const OptionRow& known) { return known.name == option.name; });
  if (row == rows.end()) {
    return unknown_option(name);
  }
  const auto complaint = row->apply(request, option.value);
  return complaint ? std::optional(UsageError{*complaint, name, option.name}) : std::nullopt;
}

}  // namespace

tl::expected<ReportArguments, UsageError> parse_report_arguments(const std::vector<std::string>& arguments) {
  const std::vector<OptionRow> rows = report_options();
  std::vector<OptionSpelling> spellings;
  std::transform(rows.begin(), rows.end(), std::back_inserter(spellings), [](const OptionRow& row) {
    return OptionSpelling{row.name, row.letter, row.argument};
  });
  const auto options = read_command_line(arguments, spellings);
  if (!options) {
    return tl::unexpected(options.error());
  }
  ReportArguments out;
  std::vector<std::string> words;
  std::set<std::string> seen;
  for (const GivenOption& option : *options) {
    if (option.name.empty()) {
      words.push_back(option.value);
    } else if (option.name != "report" && !seen.insert(option.name).second) {
      return tl::unexpected(UsageError{Message::option_twice, "--" + option.name, {}});
    } else if (auto error = apply(rows, option, out.output)) {
      return tl::unexpected(std::move(*error));
    }
  }
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
