#include "probe/model/expiry.hpp"

namespace pecprobe {

std::chrono::sys_days add_months(std::chrono::sys_days day, int months) noexcept {
  const std::chrono::year_month_day later = std::chrono::year_month_day{day} + std::chrono::months{months};
  return later.ok() ? std::chrono::sys_days{later}
                    : std::chrono::sys_days{later.year() / later.month() / std::chrono::last};
}

PasswordDates password_dates(std::optional<std::chrono::sys_days> issued, const Provider* provider) {
  PasswordDates dates{issued, std::nullopt};
  if (issued && provider != nullptr) {
    if (provider->app_password_months) {
      dates.expires = add_months(*issued, *provider->app_password_months);
    } else if (provider->app_password_days) {
      dates.expires = *issued + std::chrono::days{*provider->app_password_days};
    }
  }
  return dates;
}

}  // namespace pecprobe
