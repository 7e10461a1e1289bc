// What a monitoring plugin says about passwords on record.
#pragma once

#include "probe/report/nagios_status.hpp"
#include "probe/rotation/list/rotation_list.hpp"

namespace pecprobe {

/// By the days that are left, as for a check; programs that still have an earlier password warn.
[[nodiscard]] NagiosStatus nagios_status(const ListedPassword& listed, const NagiosLimits& limits) noexcept;
/// The worst of them; unknown when there are none.
[[nodiscard]] NagiosStatus nagios_status(const RotationList& list, const NagiosLimits& limits) noexcept;

}  // namespace pecprobe
