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

/// What is kept until it is told, on one line: it names everybody, and whoever is told gets what is meant for them
/// then.
[[nodiscard]] std::string kept_change(const monitor::Change& change, const AccountResult& result,
                                      const Telling& telling);

/// `pecprobe.change/1` of what was kept, on one line (probe/report/schema/change-1.schema.json), with the account's
/// report. Unless the label is the address, the alias stands for it, and everything that names a person or a machine
/// has an alias, too. Throws std::exception for what kept_change() did not make.
[[nodiscard]] std::string change_body(const std::string& kept, AccountLabel label);

}  // namespace pecprobe::hooks
