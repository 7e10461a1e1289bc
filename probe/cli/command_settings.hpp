// `pecprobe settings ADDRESS`: the fields to type into a mail program.
#pragma once

#include "probe/cli/invocation.hpp"

namespace pecprobe {

/// The exit status.
[[nodiscard]] int command_settings(const Invocation& invocation);

}  // namespace pecprobe
