// Several reports as one.
#pragma once

#include "probe/report/report_reader.hpp"

namespace pecprobe {

/// All accounts in the order in which they stand; of an account that stands several times (address and user name) the
/// result of the latest run, in the place of the first. The run lasts from the earliest beginning to the latest end;
/// its language and tool are the first report's. `reports` is not empty.
[[nodiscard]] StoredReport merged(const std::vector<StoredReport>& reports);

}  // namespace pecprobe
