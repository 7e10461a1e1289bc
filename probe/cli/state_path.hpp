// Where the state is, as the command line's options and the environment say.
#pragma once

#include "probe/cli/language.hpp"
#include "probe/cli/options/check_request.hpp"
#include "probe/state/state_problem.hpp"

#include <tl/expected.hpp>

#include <string>

namespace pecprobe {

/// The file of --state, else the usual one; the problem when the environment does not tell which.
[[nodiscard]] tl::expected<std::string, StateProblem> state_path(const GuardSettings& guard,
                                                                 const Environment& environment);

}  // namespace pecprobe
