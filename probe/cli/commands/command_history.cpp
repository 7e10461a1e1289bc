#include "probe/cli/commands/command_history.hpp"

#include "probe/cli/accounts/check_rules.hpp"
#include "probe/cli/accounts/ledger_access.hpp"
#include "probe/cli/exit_status.hpp"
#include "probe/cli/help.hpp"
#include "probe/cli/options/options.hpp"
#include "probe/cli/options/small_options.hpp"
#include "probe/cli/state_path.hpp"
#include "probe/cli/terminal/console.hpp"
#include "probe/monitor/history_report.hpp"
#include "probe/monitor/history_store.hpp"
#include "protocols/base/text.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace pecprobe {

namespace {

/// All that is known of the address.
monitor::OrProblem<std::vector<monitor::ToldHistory>> told_histories(const std::string& path,
                                                                     const std::string& address) {
  const auto store = monitor::make_history_store(path);
  auto histories = store->of_address(address);
  if (!histories) {
    return tl::unexpected(histories.error());
  }
  std::vector<monitor::ToldHistory> told;
  for (monitor::AccountHistory& history : *histories) {
    auto changes = store->transitions(history.name);
    if (!changes) {
      return tl::unexpected(changes.error());
    }
    told.push_back({std::move(history), *std::move(changes)});
  }
  return told;
}

}  // namespace

std::vector<OptionRow> history_options() {
  constexpr std::array<std::string_view, 4> k_names = {"state", "format", "lang", "color"};
  std::vector<OptionRow> rows;
  std::copy_if(check_options().begin(), check_options().end(), std::back_inserter(rows), [&](const OptionRow& row) {
    return std::find(k_names.begin(), k_names.end(), row.name) != k_names.end();
  });
  return with_small_format(std::move(rows));
}

int command_history(const Invocation& invocation) {
  const Language language = invocation.language;
  const auto refuse_usage = [&](const UsageError& error) {
    complain(error, language);
    return k_exit_usage;
  };
  const auto request = parse_account_arguments(invocation.arguments, history_options());
  if (!request) {
    return refuse_usage(request.error());
  }
  const std::string& address = request->account.address;
  if (address.empty()) {
    return refuse_usage({Message::history_address_missing, {}, {}});
  }
  const auto format = small_format_named(request->format);
  if (!format) {
    return refuse_usage({Message::value_not_small_format, "--format", {}});
  }
  const auto path = state_path(request->guard, process_environment);
  if (!path) {
    return refuse(path.error(), invocation);
  }
  auto told = told_histories(*path, address);
  if (!told) {
    return refuse(told.error(), invocation);
  }
  if (told->empty()) {
    return refuse_usage({Message::history_unknown, printable(address), {}});
  }
  const monitor::HistoryReport report{tool_info(), *std::move(told)};
  const Colour colour = colour_of(request->colour, isatty(STDOUT_FILENO) != 0, process_environment);
  return print(*format == SmallFormat::json ? history_json(report) : history_text(report, language, colour), language);
}

}  // namespace pecprobe
