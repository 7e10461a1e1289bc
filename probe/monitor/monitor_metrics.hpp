// What Prometheus is told of the accounts that are watched, from what is known of them: nothing is tested for it.
#pragma once

#include "probe/monitor/monitor.hpp"
#include "probe/report/report_sink.hpp"

#include <iosfwd>

namespace pecprobe::monitor {

/// Whether the accounts file was as it should be when it was read last.
enum class FileHealth { good, faulty };

struct AccountsFileState {
  FileHealth health = FileHealth::good;
  Timestamp read_at{};  // the accounts that are watched
};

/// An account as reports show it: as much of it as the history keeps, and only services that are in the plan. Those
/// that were not tested yet are left out.
[[nodiscard]] ShownAccount shown(const AccountView& account);

/// Text exposition format of Prometheus, without times of the samples; the same metrics as in the prometheus report
/// format, and further ones of the monitor. Addresses only where `label` says so.
void write_metrics(std::ostream& out, const MonitorView& view, const AccountsFileState& file, AccountLabel label,
                   Timestamp now);

}  // namespace pecprobe::monitor
