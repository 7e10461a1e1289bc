#include "probe/cli/accounts/check_rules.hpp"
#include "probe/cli/accounts/ledger_access.hpp"
#include "probe/cli/exit_status.hpp"
#include "probe/cli/help.hpp"
#include "probe/cli/options/rotate_options.hpp"
#include "probe/cli/options/sink_options.hpp"
#include "probe/cli/rotate/rotate_dates.hpp"
#include "probe/cli/rotate/rotate_opening.hpp"
#include "probe/cli/terminal/console.hpp"
#include "probe/rotation/list/list_formats.hpp"
#include "probe/rotation/list/list_status.hpp"
#include "probe/rotation/list/on_record.hpp"

#include <unistd.h>

#include <array>

namespace pecprobe {

namespace {

constexpr std::array<std::string_view, 11> k_options = {"today", "state",   "format",   "lang",   "color", "within",
                                                        "quiet", "warning", "critical", "labels", "share"};
constexpr RotateSyntax k_list = {"list", 0, 0, k_options};

int exit_status_of(const RotationList& list, const CheckRequest& request) {
  if (request.format == "nagios") {
    return plugin_exit_status(nagios_status(list, nagios_limits(request)));
  }
  return list.needing_action() == 0 ? k_exit_passed : k_exit_failed;
}

}  // namespace

std::vector<OptionRow> rotate_list_options() { return option_rows(k_list); }

int rotate_list(const Invocation& invocation) {
  const auto opened = open_rotation(parse_rotate_arguments(invocation.arguments, k_list), invocation);
  if (!opened) {
    return opened.error();
  }
  const CheckRequest& request = opened->request;
  const auto records = all_on_record(*opened->ledger, opened->table);
  if (!records) {
    return refuse(records.error(), invocation);
  }
  RotationList list = rotation_list(*records, opened->today, request.rotation.within_days);
  list.tool = tool_info();
  if (request.share) {
    Aliases aliases;
    list = share(std::move(list), aliases);
  }
  const Colour colour = colour_of(request.colour, isatty(STDOUT_FILENO) != 0, process_environment);
  const SinkOptions options = sink_options(request, invocation.language, colour);
  const int printed = print(find_list_format(request.format)->write(list, options), invocation.language);
  return printed == k_exit_passed ? exit_status_of(list, request) : printed;
}

}  // namespace pecprobe
