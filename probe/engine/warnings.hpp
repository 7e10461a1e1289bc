// Warnings that need more than one service's own facts: the dates on record and the look of the
// password.
#pragma once

#include "probe/model/provider.hpp"
#include "probe/model/report.hpp"
#include "protocols/base/secret.hpp"

#include <chrono>
#include <vector>

namespace pecprobe {

/// How near the end of a password is worth a warning: Aruba offers to extend it from two weeks
/// before.
inline constexpr std::chrono::days k_warn_before_expiry{14};

/// `password_expires_soon` and `date_on_record_stale` (the server accepted what is on record as
/// expired), each with the day of expiry; `password_looks_mistyped` when a service refused it, with
/// what oddity_detail() says. `provider` may be null.
[[nodiscard]] std::vector<Warning> account_warnings(const AccountResult& result, const Secret& password,
                                                    const Provider* provider, std::chrono::sys_days today);

}  // namespace pecprobe
