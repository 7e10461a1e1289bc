// `pecprobe batch`: every account of an accounts file.
#pragma once

#include "probe/cli/invocation.hpp"

namespace pecprobe {

/// The exit status.
[[nodiscard]] int command_batch(const Invocation& invocation);

}  // namespace pecprobe
