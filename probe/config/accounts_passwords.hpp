// Where the password of a row of an accounts file comes from.
#pragma once

#include "probe/config/accounts_raw_row.hpp"
#include "probe/config/secret_source.hpp"

#include <tl/expected.hpp>

#include <string>
#include <variant>

namespace pecprobe {

/// Nowhere that the file names, a source, or its cell.
using RowPassword = std::variant<std::monostate, SecretSource, Secret>;

[[nodiscard]] inline bool is_nowhere(const RowPassword& password) noexcept {
  return std::holds_alternative<std::monostate>(password);
}

/// The one place that `row` names for this password; relative files stand in `folder`. Sources are not read here.
[[nodiscard]] tl::expected<RowPassword, AccountsFault> only_source(const RawRow& row, PasswordRole role,
                                                                   const std::string& folder);

}  // namespace pecprobe
