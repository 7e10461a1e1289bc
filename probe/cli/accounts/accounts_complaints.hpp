// What is wrong with an accounts file, and what may stand in one, as sentences.
#pragma once

#include "probe/cli/options/usage_error.hpp"
#include "probe/config/accounts_fault.hpp"
#include "probe/config/provider_table.hpp"
#include "probe/report/language.hpp"

#include <string>

namespace pecprobe {

[[nodiscard]] UsageError usage_error(const AccountsFault& fault, const ProviderTable& table);

/// `caselle.csv:17:3`, as compilers write it; without line and column where the file as a whole is meant.
[[nodiscard]] std::string place_in(const std::string& file, const FilePlace& place);

/// One line per fault on standard error, at its place, one about those that are not shown, and `consequence`.
void complain(const AccountsFaults& faults, const std::string& file, const ProviderTable& table, Message consequence,
              Language language);

/// The text of `batch --columns`.
[[nodiscard]] std::string columns_help(Language language);

}  // namespace pecprobe
