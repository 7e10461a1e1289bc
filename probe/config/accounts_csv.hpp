// An accounts file as a spreadsheet writes it.
#pragma once

#include "probe/config/accounts_raw_row.hpp"

#include <tl/expected.hpp>

#include <memory>
#include <optional>

namespace pecprobe {

/// Reads the header. `descriptor` outlives the source. `unsafe` is why no password may be taken from this file, if so:
/// a column of passwords is then a fault.
[[nodiscard]] tl::expected<std::unique_ptr<RawRowSource>, AccountsFault> make_csv_rows(
    int descriptor, const std::optional<SecretError>& unsafe);

}  // namespace pecprobe
