// How many sessions the files suffice for that this process may open.
#pragma once

#include <cstddef>

namespace pecprobe {

/// At most `wanted`, at least one. Raises the soft limit of open files (RLIMIT_NOFILE) towards the hard one when that
/// is needed. `loops`: event loops of the run, each of which needs a few files itself.
[[nodiscard]] std::size_t sessions_that_fit(std::size_t wanted, std::size_t loops) noexcept;

}  // namespace pecprobe
