// `pecprobe explain`: what a code, a server's line or a mail program's message means.
#pragma once

#include "probe/cli/invocation.hpp"
#include "probe/cli/options/option_table.hpp"

#include <vector>

namespace pecprobe {

/// The exit status: 0 also for a line that nobody knows, since saying so is the answer.
[[nodiscard]] int command_explain(const Invocation& invocation);

/// What `explain` takes.
[[nodiscard]] std::vector<OptionRow> explain_options();

}  // namespace pecprobe
