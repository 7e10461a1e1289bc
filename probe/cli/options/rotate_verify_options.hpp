// The options of `rotate verify`: those of `check` that make sense for it, and its own.
#pragma once

#include "probe/cli/options/option_table.hpp"
#include "probe/cli/options/usage_error.hpp"

#include <chrono>
#include <optional>
#include <vector>

namespace pecprobe {

/// In the order in which help shows them.
[[nodiscard]] std::vector<OptionRow> rotate_verify_options();

/// Options that cannot stand together, each fine by itself: one password only, no wait and no date of issue with
/// --expect-refused, and a format that can tell of refusals that are wanted; a date of issue after `today`.
[[nodiscard]] std::optional<UsageError> verification_contradiction(const CheckRequest& request,
                                                                   std::chrono::sys_days today);

}  // namespace pecprobe
