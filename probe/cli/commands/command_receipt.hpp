// `pecprobe receipt verify`: saved receipts, verified without a network.
#pragma once

#include "probe/cli/invocation.hpp"

namespace pecprobe {

/// 0 when every one holds, 1 when one does not, 4 when nothing failed but one could not be verified; 2 when a file
/// cannot be read. With `--format nagios` the plugin's.
[[nodiscard]] int command_receipt(const Invocation& invocation);

}  // namespace pecprobe
