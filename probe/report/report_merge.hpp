// Several reports as one.
#pragma once

#include "probe/report/report_reader.hpp"

#include <cstddef>
#include <vector>

namespace pecprobe {

/// All accounts in the order in which they stand; of an account that stands several times (address and user name) the
/// result of the latest run, in the place of the first. The run lasts from the earliest beginning to the latest end;
/// its language and tool are the first report's. `reports` is not empty.
[[nodiscard]] StoredReport merged(const std::vector<StoredReport>& reports);

struct MissingParts {
  std::vector<std::size_t> numbers;  // in order
  std::size_t count = 0;             // of all parts; zero where no report is one of a part

  bool operator==(const MissingParts&) const = default;
};

/// The parts of a run in parts (batch --shard) of which none of `reports` is.
[[nodiscard]] MissingParts missing_parts(const std::vector<StoredReport>& reports);

}  // namespace pecprobe
