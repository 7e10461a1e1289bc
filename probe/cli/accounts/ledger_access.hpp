// The ledger as the command line's options name it, and what its refusals say to a person.
#pragma once

#include "probe/cli/invocation.hpp"
#include "probe/cli/language.hpp"
#include "probe/cli/options/check_request.hpp"
#include "probe/cli/options/usage_error.hpp"
#include "probe/rotation/ledger.hpp"

#include <tl/expected.hpp>

#include <memory>

namespace pecprobe {

/// In the file of --state, else in the usual one; the problem when the environment does not tell which. `clock`
/// outlives it.
[[nodiscard]] tl::expected<std::unique_ptr<Ledger>, StateProblem> ledger_for(const GuardSettings& guard,
                                                                             const Environment& environment,
                                                                             const Clock& clock);

/// `key` and `entry` say what it is about; `entry` may be nothing.
[[nodiscard]] UsageError usage_error(LedgerRefusal refusal, const LedgerKey& key,
                                     const std::optional<LedgerEntry>& entry);

/// Says why, and gives the exit status: 2 for what the person can set right in the call or the configuration, 3 when
/// the state failed.
[[nodiscard]] int refuse(const StateProblem& problem, const Invocation& invocation);
[[nodiscard]] int refuse(const LedgerError& error, const LedgerKey& key, Ledger& ledger, const Invocation& invocation);

}  // namespace pecprobe
