// A change as JSON, `pecprobe.change/1`: what every hook is told.
#pragma once

#include "probe/monitor/change.hpp"
#include "probe/report/report_sink.hpp"

#include <string>

namespace pecprobe::hooks {

/// How it is told.
struct Telling {
  ToolInfo tool;
  Language language = Language::italian;
  std::chrono::sys_days today{};
  AccountLabel label = AccountLabel::hash;
};

/// The same for the same change: account and time, from which nobody gets the address.
[[nodiscard]] std::string change_id(const monitor::Change& change);

/// On one line (probe/report/schema/change-1.schema.json), with the account's report. Unless the label is the address,
/// the alias stands for it, and everything that names a person or a machine has an alias, too.
[[nodiscard]] std::string change_body(const monitor::Change& change, const AccountResult& result,
                                      const Telling& telling);

}  // namespace pecprobe::hooks
