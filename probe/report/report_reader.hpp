// Reads a JSON report back. The file may come from anywhere, so every value is checked.
#pragma once

#include "probe/report/report_sink.hpp"

#include <nlohmann/json_fwd.hpp>
#include <tl/expected.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace pecprobe {

struct StoredReport {
  RunInfo run;
  RunEnd end;
  std::vector<ShownAccount> accounts;
};

/// `json` as `pecprobe.report/1`; fields that a later version added are passed over. Texts are made safe to show again.
/// Refused with the place (a JSON pointer) and the reason: what is not JSON, a field that is missing, of another type
/// or out of its range, a verdict that does not belong to its code or its parts, and totals that are not those of the
/// accounts.
[[nodiscard]] tl::expected<StoredReport, std::string> read_report(std::string_view json);

/// One account, as account_json() writes it, with the same strictness.
[[nodiscard]] tl::expected<ShownAccount, std::string> read_account(const nlohmann::json& json);

}  // namespace pecprobe
