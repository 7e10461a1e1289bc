#include "probe/model/expiry.hpp"

namespace pecprobe {

namespace {

using std::chrono::days;
using std::chrono::sys_days;

/// How long before its end a password counts as expiring where no window for extensions is known.
constexpr days k_last_days{14};

PasswordPhase phase_of(const PasswordDates& dates, sys_days today) {
  if (today > *dates.expires) {
    return PasswordPhase::expired;
  }
  if (today == *dates.expires) {
    return PasswordPhase::expires_today;
  }
  if (dates.extendable_from) {
    return today >= *dates.extendable_from ? PasswordPhase::extendable : PasswordPhase::valid;
  }
  return *dates.expires - today <= k_last_days ? PasswordPhase::expiring : PasswordPhase::valid;
}

}  // namespace

sys_days add_months(sys_days day, int months) noexcept {
  const std::chrono::year_month_day later = std::chrono::year_month_day{day} + std::chrono::months{months};
  return later.ok() ? sys_days{later} : sys_days{later.year() / later.month() / std::chrono::last};
}

Validity validity_of(const Provider* provider) noexcept {
  return provider == nullptr
             ? Validity{}
             : Validity{provider->app_password_months, provider->app_password_days, provider->extension_from_days};
}

std::optional<sys_days> last_day(sys_days from, const Validity& validity) noexcept {
  if (validity.months) {
    return add_months(from, *validity.months);
  }
  return validity.days ? std::optional(from + days{*validity.days}) : std::nullopt;
}

std::optional<sys_days> first_extension_day(std::optional<sys_days> expires, const Validity& validity) noexcept {
  return expires && validity.extension_from_days ? std::optional(*expires - days{*validity.extension_from_days})
                                                 : std::nullopt;
}

PasswordDates password_dates(std::optional<sys_days> issued, const Provider* provider) {
  PasswordDates dates{issued, std::nullopt};
  if (issued) {
    const Validity validity = validity_of(provider);
    dates.expires = last_day(*issued, validity);
    dates.extendable_from = first_extension_day(dates.expires, validity);
  }
  return dates;
}

std::string_view to_string(PasswordPhase phase) noexcept {
  switch (phase) {
    case PasswordPhase::unknown: return "unknown";
    case PasswordPhase::valid: return "valid";
    case PasswordPhase::extendable: return "extendable";
    case PasswordPhase::expiring: return "expiring";
    case PasswordPhase::expires_today: return "expires_today";
    case PasswordPhase::expired: return "expired";
    case PasswordPhase::deactivated: return "deactivated";
  }
  return "";
}

std::optional<PasswordState> password_state(const PasswordDates& dates, sys_days today) {
  if (dates.deactivated && *dates.deactivated <= today) {
    return PasswordState{PasswordPhase::deactivated, std::nullopt};
  }
  if (!dates.expires) {
    return dates.issued ? std::optional(PasswordState{}) : std::nullopt;
  }
  return PasswordState{phase_of(dates, today), static_cast<int>((*dates.expires - today).count())};
}

}  // namespace pecprobe
