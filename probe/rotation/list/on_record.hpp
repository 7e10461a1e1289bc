// What the ledger has on record, with what the provider table knows of it.
#pragma once

#include "probe/config/provider_table.hpp"
#include "probe/rotation/ledger.hpp"
#include "probe/rotation/list/rotation_list.hpp"

#include <tl/expected.hpp>

#include <vector>

namespace pecprobe {

/// With its history and its row of the table. A problem when the history cannot be read.
[[nodiscard]] tl::expected<PasswordOnRecord, StateProblem> on_record(Ledger& ledger, LedgerEntry entry,
                                                                     const ProviderTable& table);
[[nodiscard]] tl::expected<std::vector<PasswordOnRecord>, StateProblem> all_on_record(Ledger& ledger,
                                                                                      const ProviderTable& table);

}  // namespace pecprobe
