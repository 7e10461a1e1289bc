// `pecprobe history ADDRESS`: when it last worked, what changed.
#pragma once

#include "probe/cli/invocation.hpp"
#include "probe/cli/options/option_table.hpp"

#include <vector>

namespace pecprobe {

[[nodiscard]] std::vector<OptionRow> history_options();

/// The exit status: 0, or 2 when nothing is known of the address.
[[nodiscard]] int command_history(const Invocation& invocation);

}  // namespace pecprobe
