// Everything that is told about a round trip, for people and for programs.
#pragma once

#include "probe/model/report.hpp"
#include "probe/report/report_sink.hpp"
#include "probe/roundtrip/roundtrip.hpp"

#include <chrono>
#include <optional>
#include <string>

namespace pecprobe {

struct RoundtripReport {
  ToolInfo tool;
  Timestamp started_at{};
  Duration elapsed{};
  std::chrono::sys_days today{};
  AccountResult check;                 // came first
  std::optional<Roundtrip> roundtrip;  // nothing: the check did not pass, so nothing was sent

  /// Of the check where that did not pass, else of what the round trip proves.
  [[nodiscard]] Verdict verdict() const noexcept;
};

/// Every text of the receipts made safe to show; what else comes from outside is escaped where it is written.
[[nodiscard]] RoundtripReport printable(RoundtripReport report);

[[nodiscard]] std::string roundtrip_text(const RoundtripReport& report, const SinkOptions& options);
/// `pecprobe.roundtrip/1`.
[[nodiscard]] std::string roundtrip_json(const RoundtripReport& report, Language language);

}  // namespace pecprobe
