// Writes results through a sink into a string, as a run with a fixed day and fixed versions would.
#pragma once

#include "probe/report/report_sink.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace pecprobe::test {

[[nodiscard]] std::string rendered(std::string_view format, const std::vector<AccountResult>& accounts,
                                   const SinkOptions& options);
/// The same where the JSON of each account was written already.
[[nodiscard]] std::string rendered_with_json(std::string_view format, const std::vector<AccountResult>& accounts,
                                             const SinkOptions& options);

}  // namespace pecprobe::test
