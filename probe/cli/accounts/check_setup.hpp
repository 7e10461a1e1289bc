// What a check is given besides the account: made from the request, alike for every command that tests one.
#pragma once

#include "probe/cli/options/check_request.hpp"
#include "probe/cli/terminal/interview.hpp"
#include "probe/config/provider_table.hpp"
#include "probe/engine/check.hpp"
#include "probe/state/refusal_memory.hpp"

#include <memory>
#include <string>
#include <vector>

namespace pecprobe {

/// What is asked of every account alike: all but what is known of one.
[[nodiscard]] CheckOptions common_check_options(const CheckRequest& request,
                                                const std::vector<std::string>& ignored_variables);

/// Without the memory. `table` outlives the options.
[[nodiscard]] CheckOptions check_options_of(const CheckRequest& request, const Account& account,
                                            const ProviderTable& table,
                                            const std::vector<std::string>& ignored_variables);

/// The account that a request is about, complete and free of contradictions; `request` gets what was found out.
[[nodiscard]] tl::expected<Account, InterviewEnd> account_for(CheckRequest& request, Prompter* prompter,
                                                              const ProviderTable& table, Language language);

/// Null when nothing is to be remembered, or cannot be, which is said. `clock` outlives the memory.
[[nodiscard]] std::unique_ptr<RefusalMemory> open_memory(const GuardSettings& guard, const Clock& clock,
                                                         Language language);

}  // namespace pecprobe
