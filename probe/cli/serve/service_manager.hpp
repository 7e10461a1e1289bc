// systemd, where it started this program and wants to know how it does; elsewhere nothing happens (sd_notify(3)).
#pragma once

#include "probe/serve/supervisor.hpp"

namespace pecprobe {

/// Tells $NOTIFY_SOCKET; asked for signs of life twice as often as systemd wants them ($WATCHDOG_USEC).
[[nodiscard]] Supervisor service_manager();

}  // namespace pecprobe
