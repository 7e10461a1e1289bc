// From what became of the targets to what the report and the memory are told.
#pragma once

#include "probe/diagnosis/diagnose.hpp"
#include "probe/engine/targets.hpp"
#include "probe/state/refusal_memory.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace pecprobe {

/// The diagnosis of what was not tried, so as not to do harm. `detail` completes the title.
[[nodiscard]] Diagnosis skipped(std::string detail, std::vector<Evidence> evidence);

/// One diagnosis for each target: what ended is diagnosed together; a remembered refusal repeats its
/// code and says when a further try is sensible; a skipped target names what it was skipped for. The targets stay as
/// they are: their facts are moved together and back, since there is much of them.
[[nodiscard]] std::vector<Diagnosis> diagnose_targets(std::vector<Target>& targets, const Knowledge& knowledge);

/// One result for each target, in their order.
[[nodiscard]] std::vector<ServiceResult> results_of(std::vector<Target> targets, std::vector<Diagnosis> diagnoses,
                                                    std::chrono::sys_days today);

/// One outcome for each service of the plan, for RefusalMemory::settle(). Only `auth_rejected` and
/// `auth_password_expired` are refusals of the password.
[[nodiscard]] std::vector<LoginOutcome> login_outcomes(const std::vector<Target>& targets,
                                                       const std::vector<Diagnosis>& diagnoses, std::size_t services);

}  // namespace pecprobe
