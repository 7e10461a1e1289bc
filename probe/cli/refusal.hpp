// What a command says when it cannot begin, and the exit status of that.
#pragma once

#include "probe/cli/invocation.hpp"
#include "probe/cli/options/usage_error.hpp"
#include "probe/cli/terminal/interview.hpp"

namespace pecprobe {

/// Complains; the status for wrong usage, which a monitoring plugin calls UNKNOWN.
[[nodiscard]] int refuse(const UsageError& error, const Invocation& invocation);
/// The same, or the status of the signal that ended the questions.
[[nodiscard]] int break_off(const InterviewEnd& end, const Invocation& invocation);

}  // namespace pecprobe
