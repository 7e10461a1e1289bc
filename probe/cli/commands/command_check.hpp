// `pecprobe check`: one account, tested now.
#pragma once

#include "probe/cli/invocation.hpp"

namespace pecprobe {

/// The exit status.
[[nodiscard]] int command_check(const Invocation& invocation);

}  // namespace pecprobe
