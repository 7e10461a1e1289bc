// What is said of accounts that a batch did not connect for.
#pragma once

#include "probe/batch/breaker_limits.hpp"
#include "probe/config/secret_source.hpp"
#include "probe/engine/session_gate.hpp"
#include "probe/model/diagnosis.hpp"

#include <string>

namespace pecprobe {

/// Why the group was stopped, for a service of an account that is under way.
[[nodiscard]] Admission stopped_admission(const std::string& group, const GroupStop& why);
/// The same for an account that was not begun.
[[nodiscard]] Diagnosis stopped_diagnosis(const std::string& group, const GroupStop& why);

/// For a service that was sent the password twice before without an answer.
[[nodiscard]] Admission unanswered_admission();

[[nodiscard]] Diagnosis password_failed_diagnosis(const SecretError& error);
/// The old password of a rotation that is the new one.
[[nodiscard]] Diagnosis same_password_diagnosis();
[[nodiscard]] Diagnosis cancelled_diagnosis();

}  // namespace pecprobe
