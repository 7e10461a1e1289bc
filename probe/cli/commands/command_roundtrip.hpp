// `pecprobe roundtrip ADDRESS`: one PEC to oneself, its receipts awaited and verified.
#pragma once

#include "probe/cli/invocation.hpp"

namespace pecprobe {

/// Exit status.
[[nodiscard]] int command_roundtrip(const Invocation& invocation);

}  // namespace pecprobe
