// One service as an object of the JSON report.
#pragma once

#include "probe/model/report.hpp"
#include "probe/report/wording.hpp"

#include <nlohmann/json_fwd.hpp>

#include <chrono>
#include <vector>

namespace pecprobe {

[[nodiscard]] nlohmann::ordered_json to_json(const ServiceResult& service, const Account& account,
                                             const Wording& wording, std::chrono::sys_days today);

[[nodiscard]] nlohmann::ordered_json to_json(const std::vector<Warning>& warnings, const Wording& wording);

}  // namespace pecprobe
