// Warnings that need more than one service's own facts: the dates on record and the look of the
// password.
#pragma once

#include "probe/model/report.hpp"
#include "protocols/base/secret.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace pecprobe {

/// How near the end of a password is worth a warning: Aruba offers to extend it from two weeks
/// before.
inline constexpr std::chrono::days k_warn_before_expiry{14};

/// `password_expires_soon` and `date_on_record_stale` (the server accepted what is on record as
/// expired), each with the day of expiry; `password_looks_mistyped` when a service refused it, with
/// the odd characters.
[[nodiscard]] std::vector<Warning> account_warnings(const AccountResult& result, const Secret& password,
                                                    std::chrono::sys_days today);

/// Characters of a password that are more often pasted or mistyped than meant, as `U+00A0`, each
/// once in the order of appearance: a blank or tab at either end, no-break and zero-width spaces,
/// typographic quotes and dashes, Cyrillic, Greek and full-width look-alikes.
[[nodiscard]] std::vector<std::string> odd_characters(const Secret& password);

}  // namespace pecprobe
