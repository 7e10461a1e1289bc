// How many accounts ended how, as a sentence.
#pragma once

#include "probe/report/tally.hpp"
#include "probe/report/wording.hpp"

#include <string>

namespace pecprobe {

/// "Mailboxes: 3. Passed 1, failed 2, …".
[[nodiscard]] std::string summary_sentence(const Tally& tally, const Wording& wording);

}  // namespace pecprobe
