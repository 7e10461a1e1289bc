// What a monitoring plugin says about accounts: OK, WARNING, CRITICAL or UNKNOWN.
#pragma once

#include "probe/report/report_sink.hpp"

#include <string_view>

namespace pecprobe {

/// In the order of gravity, as Monitoring::Plugin has it. A verdict that is fail is critical; temporary and skipped
/// warn; unverified is unknown. A password or a certificate that ends soon raises what passed.
enum class NagiosStatus { ok, unknown, warning, critical };

/// "OK", "WARNING" …
[[nodiscard]] std::string_view to_string(NagiosStatus status) noexcept;

/// The plugin's exit status: 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN.
[[nodiscard]] int plugin_exit_status(NagiosStatus status) noexcept;

/// Of something that ends after so many days: at a limit or below it, it is raised. Nothing known is ok.
[[nodiscard]] NagiosStatus days_status(const std::optional<int>& days_left, int warning, int critical) noexcept;

[[nodiscard]] NagiosStatus nagios_status(const ShownAccount& account, const NagiosLimits& limits) noexcept;

}  // namespace pecprobe
