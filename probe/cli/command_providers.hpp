// `pecprobe providers [ID]`: what is known of the providers.
#pragma once

#include "probe/cli/invocation.hpp"

namespace pecprobe {

/// The exit status.
[[nodiscard]] int command_providers(const Invocation& invocation);

}  // namespace pecprobe
