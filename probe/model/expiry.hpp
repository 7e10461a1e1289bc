// Until when a password for mail programs lasts: date arithmetic without a clock.
#pragma once

#include "probe/model/provider.hpp"
#include "probe/model/report.hpp"

#include <chrono>
#include <optional>

namespace pecprobe {

/// The same day `months` later; where that month is too short, its last day.
[[nodiscard]] std::chrono::sys_days add_months(std::chrono::sys_days day, int months) noexcept;

/// What follows from the day of issue and the provider's rule; `expires` stays empty where either
/// is not known. `provider` may be null.
[[nodiscard]] PasswordDates password_dates(std::optional<std::chrono::sys_days> issued, const Provider* provider);

}  // namespace pecprobe
