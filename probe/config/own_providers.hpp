// A person's own rows of the provider table: $XDG_CONFIG_HOME/pecprobe/providers.toml.
#pragma once

#include "probe/config/provider_table.hpp"

#include <tl/expected.hpp>

#include <functional>
#include <optional>
#include <string>

namespace pecprobe {

/// More than any honest file of providers has.
inline constexpr std::size_t k_max_provider_file = 1024 * 1024;

/// Where the file would be: below XDG_CONFIG_HOME, or ~/.config where that is not an absolute path (XDG Base Directory
/// Specification). Empty when HOME is not known either.
[[nodiscard]] std::string own_provider_file(
    const std::function<std::optional<std::string>(const char* name)>& environment);

/// The built-in table with the rows of `file` on top; the built-in one alone when there is no such file, or no name for
/// it. `FILE:LINE: what is wrong` for a file that is no regular one, too large, unreadable or not understood.
[[nodiscard]] tl::expected<ProviderTable, std::string> load_provider_table(const std::string& file);

}  // namespace pecprobe
