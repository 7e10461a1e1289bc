#include "probe/cli/commands/command_report.hpp"

#include "probe/cli/accounts/check_rules.hpp"
#include "probe/cli/exit_status.hpp"
#include "probe/cli/language.hpp"
#include "probe/cli/options/report_arguments.hpp"
#include "probe/cli/options/sink_options.hpp"
#include "probe/cli/output/report_file.hpp"
#include "probe/cli/output/report_output.hpp"
#include "probe/cli/refusal.hpp"
#include "probe/cli/terminal/console.hpp"
#include "probe/report/layout.hpp"
#include "probe/report/nagios_status.hpp"
#include "probe/report/report_diff.hpp"
#include "probe/report/report_merge.hpp"
#include "probe/report/shown_share.hpp"

#include <fmt/format.h>

#include <unistd.h>

#include <algorithm>
#include <utility>

namespace pecprobe {

namespace {

tl::expected<std::vector<StoredReport>, UsageError> read_all(const std::vector<std::string>& files) {
  std::vector<StoredReport> reports;
  for (const std::string& path : files) {
    auto report = read_report_file(path);
    if (!report) {
      return tl::unexpected(std::move(report.error()));
    }
    reports.push_back(std::move(*report));
  }
  return reports;
}

void make_shareable(StoredReport& report, Aliases& aliases) {
  for (ShownAccount& account : report.accounts) {
    account = share(std::move(account), aliases);
  }
}

int compare(const std::vector<StoredReport>& reports, const ReportArguments& arguments, Language language) {
  const std::vector<Change> found = changes(reports.front(), reports.back());
  const int written =
      print(arguments.output.format == "json" ? changes_json(found) : changes_text(found, language), language);
  const bool is_worse = std::any_of(found.begin(), found.end(),
                                    [](const Change& change) { return change.kind == ChangeKind::newly_broken; });
  return written != k_exit_passed ? written : is_worse ? k_exit_failed : k_exit_passed;
}

void tell_missing_parts(const MissingParts& missing, Language language) {
  if (!missing.numbers.empty()) {
    complain({Message::note_parts_missing, shortened(fmt::format("{}", fmt::join(missing.numbers, ", ")), k_columns),
              std::to_string(missing.count)},
             language);
  }
}

int write(const StoredReport& report, const CheckRequest& request, const Invocation& invocation) {
  const Colour colour = colour_of(request.colour, isatty(STDOUT_FILENO) != 0, process_environment);
  auto output = ReportOutput::open(request, report.run.language, colour);
  if (!output) {
    complain(output.error(), invocation.language);
    return usage_status(invocation.arguments);
  }
  output->begin(report.run);
  NagiosStatus worst = report.accounts.empty() ? NagiosStatus::unknown : NagiosStatus::ok;
  for (const ShownAccount& account : report.accounts) {
    output->add(account);
    worst = std::max(worst, nagios_status(account, nagios_limits(request)));
  }
  if (const auto failure = output->end(report.end)) {
    complain(*failure, invocation.language);
    return k_exit_tool_failed;
  }
  return request.format == "nagios" ? plugin_exit_status(worst) : k_exit_passed;
}

}  // namespace

int command_report(const Invocation& invocation) {
  const auto arguments = parse_report_arguments(invocation.arguments);
  if (!arguments) {
    return refuse(arguments.error(), invocation);
  }
  auto reports = read_all(arguments->files);
  if (!reports) {
    return refuse(reports.error(), invocation);
  }
  if (arguments->output.share) {
    Aliases aliases;
    for (StoredReport& report : *reports) {
      make_shareable(report, aliases);
    }
  }
  if (arguments->action == ReportAction::diff) {
    return compare(*reports, *arguments, invocation.language);
  }
  if (arguments->action == ReportAction::merge) {
    tell_missing_parts(missing_parts(*reports), invocation.language);
  }
  const StoredReport report = arguments->action == ReportAction::merge ? merged(*reports) : std::move(reports->front());
  return write(report, arguments->output, invocation);
}

}  // namespace pecprobe
