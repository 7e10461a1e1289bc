// `pecprobe rotate verify`.
#pragma once

#include "probe/cli/invocation.hpp"

namespace pecprobe {

/// `arguments` without the word `verify`. The exit status.
[[nodiscard]] int rotate_verify(const Invocation& invocation);

}  // namespace pecprobe
