// What is said in one sentence about a verification, by every format and while it goes on.
#pragma once

#include "probe/rotation/verify/verification_report.hpp"

#include <chrono>
#include <optional>
#include <string>

namespace pecprobe {

class Wording;

/// The result; of one that is half done also which half is missing, and the fields of mail programs that belong to it:
/// those of the programs on record, else of every program whose fields are known.
[[nodiscard]] std::string result_sentence(const VerificationReport& report, Language language);

/// What stands in the ledger afterwards, or that nothing does.
[[nodiscard]] std::string recorded_sentence(const std::optional<RecordedDates>& dates, const Wording& wording);

/// "58 s", "2 min 30 s".
[[nodiscard]] std::string waiting_time(std::chrono::milliseconds time, const Wording& wording);

/// What is being waited for, and how long.
[[nodiscard]] std::string waiting_sentence(const PropagationWait& wait, const Wording& wording);

}  // namespace pecprobe
