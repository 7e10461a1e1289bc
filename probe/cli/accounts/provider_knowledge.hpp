// The provider table of this run: the program's own with the person's rows on top.
#pragma once

#include "probe/cli/options/usage_error.hpp"
#include "probe/config/provider_table.hpp"

#include <tl/expected.hpp>

namespace pecprobe {

/// Exit status 2 when the person's file (own_providers.hpp) is there and cannot be used.
[[nodiscard]] tl::expected<ProviderTable, UsageError> known_providers();

}  // namespace pecprobe
