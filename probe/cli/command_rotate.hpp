// `pecprobe rotate`: one row for each of its actions.
#pragma once

#include "probe/cli/invocation.hpp"

namespace pecprobe {

[[nodiscard]] int command_rotate(const Invocation& invocation);

}  // namespace pecprobe
