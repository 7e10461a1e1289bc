#include "probe/cli/commands/command_receipt.hpp"

#include "probe/cli/accounts/check_rules.hpp"
#include "probe/cli/exit_status.hpp"
#include "probe/cli/help.hpp"
#include "probe/cli/language.hpp"
#include "probe/cli/options/receipt_arguments.hpp"
#include "probe/cli/options/sink_options.hpp"
#include "probe/cli/output/report_file.hpp"
#include "probe/cli/refusal.hpp"
#include "probe/cli/terminal/console.hpp"
#include "probe/receipt/report/receipt_formats.hpp"
#include "protocols/net/trust_store.hpp"

#include <unistd.h>

#include <utility>

namespace pecprobe {

namespace {

/// The moment that nothing can be signed after: now, or the end of the day that was given.
std::chrono::sys_seconds moment_of(const CheckRequest& request) {
  const auto now = std::chrono::floor<std::chrono::seconds>(SystemClock{}.wall_now());
  return request.today ? *request.today + std::chrono::days{1} - std::chrono::seconds{1} : now;
}

/// One message after the other, since each may be large. The first file that cannot be read ends it.
tl::expected<ReceiptReport, UsageError> verified(const ReceiptArguments& arguments) {
  const auto store = make_trust_store(arguments.request.network.ca_file);
  if (!store) {
    return tl::unexpected(usage_error(store.error(), arguments.request.network));
  }
  ReceiptReport report{tool_info(), moment_of(arguments.request), {}};
  for (const std::string& file : arguments.files) {
    const auto message = read_whole_file(file);
    if (!message) {
      return tl::unexpected(message.error());
    }
    report.files.push_back({file, message->size(), verify_receipt(*message, store->get(), report.verified_at)});
  }
  return printable(std::move(report));
}

int exit_status_of(const ReceiptReport& report, const CheckRequest& request) {
  if (request.format == "nagios") {
    return plugin_exit_status(nagios_status(report));
  }
  const std::size_t open = report.count(ReceiptVerdict::unverified);
  if (report.count(ReceiptVerdict::holds) + open < report.files.size()) {
    return k_exit_failed;
  }
  return open > 0 ? k_exit_undecided : k_exit_passed;
}

}  // namespace

int command_receipt(const Invocation& invocation) {
  const auto arguments = parse_receipt_arguments(invocation.arguments);
  if (!arguments) {
    return refuse(arguments.error(), invocation);
  }
  auto report = verified(*arguments);
  if (!report) {
    return refuse(report.error(), invocation);
  }
  const CheckRequest& request = arguments->request;
  if (request.share) {
    Aliases aliases;
    auto masked = share(*std::move(report), aliases);
    report = std::move(masked);
  }
  const Colour colour = colour_of(request.colour, isatty(STDOUT_FILENO) != 0, process_environment);
  const SinkOptions options = sink_options(request, invocation.language, colour);
  const int printed = print(find_receipt_format(request.format)->write(*report, options), invocation.language);
  return printed == k_exit_passed ? exit_status_of(*report, request) : printed;
}

}  // namespace pecprobe
