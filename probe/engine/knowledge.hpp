// What is known of an account besides what its servers say.
#pragma once

#include "probe/diagnosis/diagnose.hpp"
#include "probe/engine/check.hpp"
#include "protocols/base/secret.hpp"

namespace pecprobe {

/// Of the password only whether it looks mistyped is kept.
[[nodiscard]] Knowledge knowledge_of(const Account& account, const Secret& password, const CheckOptions& options);

}  // namespace pecprobe
