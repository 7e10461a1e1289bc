// An accounts file in TOML: `[defaults]` for all, one `[[account]]` for each.
#pragma once

#include "probe/config/accounts_raw_row.hpp"

#include <tl/expected.hpp>

#include <memory>
#include <string_view>

namespace pecprobe {

/// The whole of a file; nothing of `toml` is needed afterwards.
[[nodiscard]] tl::expected<std::unique_ptr<RawRowSource>, AccountsFault> make_toml_rows(std::string_view toml);

}  // namespace pecprobe
