// Passwords and entries that the tests of the ledger share.
#pragma once

#include "probe/rotation/ledger.hpp"
#include "tests/support/set_clock.hpp"

#include <string>
#include <utility>

namespace pecprobe::test {

using namespace std::chrono_literals;
using std::chrono::sys_days;

inline const LedgerKey k_key{"ditta@pec.example"};
inline const Validity k_three_months{3, std::nullopt, 14};
constexpr sys_days k_august = 2026y / 8 / 1;
constexpr sys_days k_november = 2026y / 11 / 1;
constexpr sys_days k_today = 2026y / 11 / 22;

inline NewPassword issued_on(sys_days day) { return {k_key, "aruba", k_three_months, day}; }

inline LedgerEntry entry_of(const NewPassword& password) { return recorded(std::nullopt, password, k_today)->entry; }

}  // namespace pecprobe::test
