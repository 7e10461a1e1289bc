// Whether an entry of a journal can be the result of its row: a journal that was damaged or changed is not believed.
#pragma once

#include "probe/batch/batch_plan.hpp"
#include "probe/batch/journal.hpp"

#include <optional>
#include <string>

namespace pecprobe {

/// What is wrong with the entry, in English; nothing when it can be what a run of this plan left.
[[nodiscard]] std::optional<std::string> contradiction(const JournalEntry& entry, const BatchPlan& plan);

}  // namespace pecprobe
