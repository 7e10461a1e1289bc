// The memory of refused passwords as the command line's options want it, and what a person is asked
// about it.
#pragma once

#include "probe/cli/language.hpp"
#include "probe/cli/options/check_request.hpp"
#include "probe/cli/options/usage_error.hpp"
#include "probe/cli/terminal/interview.hpp"
#include "probe/cli/terminal/terminal.hpp"
#include "probe/engine/check.hpp"
#include "probe/state/refusal_memory.hpp"

#include <tl/expected.hpp>

#include <memory>

namespace pecprobe {

/// Null with --no-memory. The file is the one of --state, else the usual one; when the environment does
/// not tell which, that is the problem. `clock` outlives the memory.
[[nodiscard]] tl::expected<std::unique_ptr<RefusalMemory>, StateProblem> refusal_memory_for(
    const GuardSettings& guard, const Environment& environment, const Clock& clock);

/// One sentence: why refusals are not remembered.
[[nodiscard]] UsageError usage_error(const StateProblem& problem);

/// With --force, or when the person at the terminal says that something was changed at the provider,
/// remembered refusals are ignored once. Asks only where something is remembered and somebody is there
/// (`prompter` is not null). `memory` may be null.
[[nodiscard]] tl::expected<Remembered, InterviewEnd> heeds_memory(const GuardSettings& guard, RefusalMemory* memory,
                                                                  const Account& account, const Secret& password,
                                                                  Prompter* prompter, Language language);

}  // namespace pecprobe
