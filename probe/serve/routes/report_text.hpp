// A finished test in the formats of reports.
#pragma once

#include "probe/report/shown_account.hpp"
#include "probe/serve/checks/check_order.hpp"

#include <string>
#include <string_view>

namespace pecprobe {

/// In `format` ("json", "html"), as `pecprobe check` writes it.
[[nodiscard]] std::string report_text(const CheckResult& result, const ToolInfo& tool, std::string_view format,
                                      Language language);

/// As a report of its day says it.
[[nodiscard]] ShownAccount shown_in(const CheckResult& result, Language language);

}  // namespace pecprobe
