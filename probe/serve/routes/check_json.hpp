// What the interface for programs says about a test, as JSON on one line.
#pragma once

#include "probe/serve/checks/check_order.hpp"

#include <string>
#include <vector>

namespace pecprobe {

/// `{"service", "name", "status", "took_ms", "detail"}`.
[[nodiscard]] std::string step_json(const LiveStep& step);

/// Each as in `accounts[0].services` of the report.
[[nodiscard]] std::vector<std::string> services_json(const CheckResult& result, Language language);

/// `{"id", "report"}`.
[[nodiscard]] std::string report_event_json(const std::string& id, const CheckResult& result, const ToolInfo& tool,
                                            Language language);

/// `{"code", "next_try_at", "message", "services"}`.
[[nodiscard]] std::string guard_json(const page::GuardNotice& notice, Language language);

}  // namespace pecprobe
