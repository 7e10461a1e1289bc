// `pecprobe rotate`: one row for each of its actions.
#pragma once

#include "probe/cli/command_table.hpp"
#include "probe/cli/invocation.hpp"

#include <span>

namespace pecprobe {

[[nodiscard]] int command_rotate(const Invocation& invocation);

/// What the second word can be.
[[nodiscard]] std::span<const CommandRow> rotate_actions();

}  // namespace pecprobe
