// What the headers of a receipt say against what its provider certified.
#pragma once

#include "probe/receipt/receipt.hpp"

#include <vector>

namespace pecprobe {

/// `certification` is that of `receipt`, whose kind and headers are known.
[[nodiscard]] std::vector<Finding> consistency_findings(const Receipt& receipt, const Certification& certification);

}  // namespace pecprobe
