// `pecprobe report`: JSON reports as another format, several as one, or what changed between two.
#pragma once

#include "probe/cli/invocation.hpp"

namespace pecprobe {

/// The exit status: 2 when a file is not a report; `diff` gives 1 when something newly broke; with `--format nagios`
/// the plugin's.
[[nodiscard]] int command_report(const Invocation& invocation);

}  // namespace pecprobe
