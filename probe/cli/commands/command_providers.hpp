// `pecprobe providers [ID]`: what is known of the providers.
#pragma once

#include "probe/cli/invocation.hpp"
#include "probe/cli/options/option_table.hpp"

#include <vector>

namespace pecprobe {

/// The exit status.
[[nodiscard]] int command_providers(const Invocation& invocation);

/// What `providers` takes.
[[nodiscard]] std::vector<OptionRow> providers_options();

}  // namespace pecprobe
