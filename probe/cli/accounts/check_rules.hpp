// What must hold between the options of a check, and what a person is told before it begins.
#pragma once

#include "probe/cli/language.hpp"
#include "probe/cli/options/check_request.hpp"
#include "probe/cli/options/usage_error.hpp"
#include "probe/config/provider_table.hpp"
#include "probe/model/account.hpp"

#include <chrono>
#include <optional>
#include <vector>

namespace pecprobe {

/// Options that cannot stand together, whatever the account: cleartext through a proxy or to an address that is not
/// this computer's.
[[nodiscard]] std::optional<UsageError> cleartext_contradiction(const CheckRequest& request);

/// Those, and what cannot be with this account: a password issued after today; a sender check without SMTP.
[[nodiscard]] std::optional<UsageError> contradiction(const CheckRequest& request, const Account& account,
                                                      std::chrono::sys_days today);

/// Remarks that keep nothing from happening: a host that is known as a wrong one; a provider whose
/// user names are not the address.
[[nodiscard]] std::vector<UsageError> notes(const AccountInput& input, const Account& account,
                                            const ProviderTable& table);

/// The option decides; `auto` means on a terminal that is not dumb, without NO_COLOR
/// (no-color.org).
[[nodiscard]] Colour colour_of(ColourChoice choice, bool is_terminal, const Environment& environment);

/// The calendar day in Italy, wherever this computer stands.
[[nodiscard]] std::chrono::sys_days rome_today();

}  // namespace pecprobe
