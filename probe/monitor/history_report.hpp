// What is known of an address, for a person and for programs.
#pragma once

#include "probe/monitor/history.hpp"
#include "probe/report/report_sink.hpp"

#include <string>
#include <vector>

namespace pecprobe::monitor {

/// One of the accounts of an address.
struct ToldHistory {
  AccountHistory history;
  std::vector<Transition> changes;  // the latest first
};

struct HistoryReport {
  ToolInfo tool;
  std::vector<ToldHistory> accounts;
};

[[nodiscard]] std::string history_text(const HistoryReport& report, Language language, Colour colour);
/// `pecprobe.history/1`; the same in every language.
[[nodiscard]] std::string history_json(const HistoryReport& report);

}  // namespace pecprobe::monitor
