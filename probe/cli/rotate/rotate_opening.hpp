// What every action of `rotate` that keeps dates opens first: the table of providers, then the ledger.
#pragma once

#include "probe/cli/invocation.hpp"
#include "probe/cli/options/check_request.hpp"
#include "probe/cli/options/usage_error.hpp"
#include "probe/config/provider_table.hpp"
#include "probe/rotation/ledger.hpp"

#include <tl/expected.hpp>

#include <chrono>
#include <memory>

namespace pecprobe {

struct RotateOpening {
  CheckRequest request;
  ProviderTable table;
  std::unique_ptr<Clock> clock;  // the ledger's
  std::unique_ptr<Ledger> ledger;
  std::chrono::sys_days today{};
};

/// Of a request that was understood; otherwise says why not. The exit status on failure.
[[nodiscard]] tl::expected<RotateOpening, int> open_rotation(tl::expected<CheckRequest, UsageError> request,
                                                             const Invocation& invocation);

}  // namespace pecprobe
