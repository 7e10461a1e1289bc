// The calendar day in Italy, where PEC providers count their days.
#pragma once

#include "protocols/base/clock.hpp"

#include <chrono>

namespace pecprobe {

/// The day that a clock in Rome shows. Summer time as the Union has it since 1996: from 01:00 UTC on the last Sunday
/// of March to 01:00 UTC on the last Sunday of October (Directive 2000/84/EC). Independent of this computer's time
/// zone.
[[nodiscard]] std::chrono::sys_days rome_day(Timestamp time) noexcept;

}  // namespace pecprobe
