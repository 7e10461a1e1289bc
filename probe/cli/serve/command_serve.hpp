// `pecprobe serve`
#pragma once

#include "probe/cli/invocation.hpp"

namespace pecprobe {

[[nodiscard]] int command_serve(const Invocation& invocation);

}  // namespace pecprobe
