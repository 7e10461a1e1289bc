#include "probe/cli/rotate/rotate_opening.hpp"

#include "probe/cli/accounts/check_rules.hpp"
#include "probe/cli/accounts/ledger_access.hpp"
#include "probe/cli/accounts/provider_knowledge.hpp"
#include "probe/cli/options/sink_options.hpp"
#include "probe/cli/terminal/console.hpp"

#include <utility>

namespace pecprobe {

tl::expected<RotateOpening, int> open_rotation(tl::expected<CheckRequest, UsageError> request,
                                               const Invocation& invocation) {
  const auto refuse_usage = [&](const UsageError& error) {
    complain(error, invocation.language);
    return tl::unexpected(usage_status(invocation.arguments));
  };
  if (!request) {
    return refuse_usage(request.error());
  }
  auto table = known_providers();
  if (!table) {
    return refuse_usage(table.error());
  }
  auto clock = std::make_unique<SystemClock>();
  auto ledger = ledger_for(request->guard, process_environment, *clock);
  if (!ledger) {
    return tl::unexpected(refuse(ledger.error(), invocation));
  }
  const std::chrono::sys_days today = request->today.value_or(rome_today());
  return RotateOpening{*std::move(request), *std::move(table), std::move(clock), *std::move(ledger), today};
}

}  // namespace pecprobe
