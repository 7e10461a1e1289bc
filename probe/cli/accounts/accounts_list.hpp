// The accounts of the file that --accounts names.
#pragma once

#include "probe/cli/options/check_request.hpp"
#include "probe/config/provider_table.hpp"
#include "probe/model/account.hpp"

#include <optional>
#include <vector>

namespace pecprobe {

/// None where no file is named; nothing where it has faults, which is said.
[[nodiscard]] std::optional<std::vector<Account>> accounts_of_file(const CheckRequest& request,
                                                                   const ProviderTable& table, Language language);

}  // namespace pecprobe
