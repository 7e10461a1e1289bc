// What the options of a run mean to the report formats, and the exit status of a monitoring plugin.
#pragma once

#include "probe/cli/options/check_request.hpp"

#include <string>
#include <vector>

namespace pecprobe {

[[nodiscard]] SinkOptions sink_options(const CheckRequest& request, Language language, Colour colour);

/// The limits of `--warning` and `--critical`; the failure rules count as critical.
[[nodiscard]] NagiosLimits nagios_limits(const CheckRequest& request);

/// Whether `--format nagios` stands among the arguments: then even a refusal speaks the plugin's language.
[[nodiscard]] bool asks_for_nagios(const std::vector<std::string>& arguments);

/// The exit status for wrong usage: 2, or the plugin's UNKNOWN, where 2 would mean CRITICAL.
[[nodiscard]] int usage_status(const std::vector<std::string>& arguments);

}  // namespace pecprobe
