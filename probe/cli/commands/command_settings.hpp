// `pecprobe settings ADDRESS`: the fields to type into a mail program.
#pragma once

#include "probe/cli/invocation.hpp"
#include "probe/cli/options/option_table.hpp"

#include <vector>

namespace pecprobe {

/// The exit status.
[[nodiscard]] int command_settings(const Invocation& invocation);

/// Of the options of `check` those that say which account it is, and how the answer is written.
[[nodiscard]] std::vector<OptionRow> settings_options();

}  // namespace pecprobe
