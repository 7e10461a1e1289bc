// What `rotate verify` prints, and the exit status that says the same.
#pragma once

#include "probe/cli/options/check_request.hpp"
#include "probe/rotation/verify/verification_report.hpp"

#include <optional>
#include <string>

namespace pecprobe {

/// 0 when the rotation is complete or the deactivation proved, and no service failed for another reason; 1 when a
/// service says otherwise; 4 when too little is known, and nothing failed; 3 when the tool itself failed at a service;
/// the signal's status, when one ended the run.
[[nodiscard]] int verification_status(const Verification& verification, std::chrono::sys_days today,
                                      std::optional<int> signal);

/// In the format of `request`. Text and JSON are made for it; the others report a rotation as a check of the new
/// password, in which a service that still takes the old one has failed.
[[nodiscard]] std::string rendered(const VerificationReport& report, const CheckRequest& request, Success success,
                                   Language language, Colour colour);

/// The exit status of a monitoring plugin, for its format.
[[nodiscard]] int verification_plugin_status(const VerificationReport& report, const CheckRequest& request,
                                             Language language);

}  // namespace pecprobe
