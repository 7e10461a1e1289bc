// Until when a password for mail programs lasts: date arithmetic without a clock.
#pragma once

#include "probe/model/provider.hpp"
#include "probe/model/report.hpp"

#include <chrono>
#include <optional>
#include <string_view>

namespace pecprobe {

/// The same day `months` later; where that month is too short, its last day.
[[nodiscard]] std::chrono::sys_days add_months(std::chrono::sys_days day, int months) noexcept;

/// How long a password lasts: months or days, or neither where that is not known.
struct Validity {
  std::optional<int> months;
  std::optional<int> days;
  std::optional<int> extension_from_days;  // how long before its end it can be extended

  bool operator==(const Validity&) const = default;
};

/// What the provider's row says; nothing for null.
[[nodiscard]] Validity validity_of(const Provider* provider) noexcept;

/// The last day of a password that was issued or extended on `from`. An extension counts from its own day, as the
/// earlier of the two readings of "another three months" does.
[[nodiscard]] std::optional<std::chrono::sys_days> last_day(std::chrono::sys_days from,
                                                            const Validity& validity) noexcept;

/// The first day on which a password with this last day can be extended.
[[nodiscard]] std::optional<std::chrono::sys_days> first_extension_day(std::optional<std::chrono::sys_days> expires,
                                                                       const Validity& validity) noexcept;

/// What follows from the day of issue and the provider's rule; `expires` stays empty where either
/// is not known. `provider` may be null.
[[nodiscard]] PasswordDates password_dates(std::optional<std::chrono::sys_days> issued, const Provider* provider);

enum class PasswordPhase {
  unknown,  // on record, but nothing says how long it lasts
  valid,
  extendable,     // the provider lets it be extended now
  expiring,       // its last two weeks, where nothing is known of extensions
  expires_today,  // the last day on which it works
  expired,
  deactivated,
};
[[nodiscard]] std::string_view to_string(PasswordPhase phase) noexcept;

struct PasswordState {
  PasswordPhase phase = PasswordPhase::unknown;
  std::optional<int> days_left;  // 0 on the last day, negative once expired; nothing when deactivated

  bool operator==(const PasswordState&) const = default;
};

/// Nothing when no date is on record.
[[nodiscard]] std::optional<PasswordState> password_state(const PasswordDates& dates, std::chrono::sys_days today);

}  // namespace pecprobe
