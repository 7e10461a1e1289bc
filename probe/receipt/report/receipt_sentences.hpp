// What is said of a verified receipt, in one language.
#pragma once

#include "probe/receipt/report/receipt_report.hpp"
#include "probe/report/wording.hpp"

#include <string>
#include <vector>

namespace pecprobe {

/// What kind of message it is and, of a receipt, what it says happened.
[[nodiscard]] std::string kind_sentence(const Receipt& receipt, const Wording& wording);
[[nodiscard]] std::string verdict_sentence(const Receipt& receipt, const Wording& wording);
/// With its detail where it has one.
[[nodiscard]] std::string finding_sentence(const Finding& finding, const Wording& wording);
[[nodiscard]] std::vector<std::string> finding_sentences(const Receipt& receipt, const Wording& wording);
/// "Receipts: 3. They hold: 2 …".
[[nodiscard]] std::string conclusion(const ReceiptReport& report, const Wording& wording);

/// In UTC, with seconds.
[[nodiscard]] std::string second_of(std::chrono::sys_seconds time, const Wording& wording);

}  // namespace pecprobe
