// The actions of `rotate` that keep the dates of passwords: one function and one file each.
#pragma once

#include "probe/cli/invocation.hpp"
#include "probe/cli/options/option_table.hpp"

#include <vector>

namespace pecprobe {

/// `arguments` begin after the action's name. The exit status: 2 when the ledger's rules refuse, 2 or 3 when the state
/// cannot be used.
[[nodiscard]] int rotate_record(const Invocation& invocation);
[[nodiscard]] int rotate_extend(const Invocation& invocation);
[[nodiscard]] int rotate_deactivate(const Invocation& invocation);
[[nodiscard]] int rotate_done(const Invocation& invocation);
/// Dates and programs of all accounts of a file, or of none.
[[nodiscard]] int rotate_import(const Invocation& invocation);
/// 1 when a password needs action; with `--format nagios` the plugin's.
[[nodiscard]] int rotate_list(const Invocation& invocation);
/// 1 when there is no date to write.
[[nodiscard]] int rotate_calendar(const Invocation& invocation);

/// What each takes.
[[nodiscard]] std::vector<OptionRow> rotate_record_options();
[[nodiscard]] std::vector<OptionRow> rotate_extend_options();
[[nodiscard]] std::vector<OptionRow> rotate_deactivate_options();
[[nodiscard]] std::vector<OptionRow> rotate_done_options();
[[nodiscard]] std::vector<OptionRow> rotate_list_options();
[[nodiscard]] std::vector<OptionRow> rotate_import_options();
[[nodiscard]] std::vector<OptionRow> rotate_calendar_options();

}  // namespace pecprobe
