// The options of `roundtrip`: those of `check` that make sense for it, and its own.
#pragma once

#include "probe/cli/options/option_table.hpp"
#include "probe/cli/options/usage_error.hpp"
#include "probe/model/account.hpp"

#include <optional>
#include <vector>

namespace pecprobe {

/// In the order in which help shows them.
[[nodiscard]] std::vector<OptionRow> roundtrip_options();

/// The services that are needed: SMTP, and IMAP or else POP3, so that there are no more logins than that. What is
/// missing, or an address that cannot be used.
[[nodiscard]] std::optional<UsageError> keep_needed_services(Account& account);

/// What is wrong with --to: only accounts of the file may be written to.
[[nodiscard]] std::optional<UsageError> recipient_problem(const CheckRequest& request, const Account& account,
                                                          const std::vector<Account>& accounts);

}  // namespace pecprobe
