// What --help and --version say.
#pragma once

#include "probe/cli/messages.hpp"
#include "probe/cli/option_table.hpp"
#include "probe/report/report_sink.hpp"

#include <span>
#include <string>
#include <vector>

namespace pecprobe {

/// Fits a terminal of 24 lines; examples first.
[[nodiscard]] std::string short_help(Language language);
/// Every option, from the table.
[[nodiscard]] std::string full_help(Language language);
/// The same of a command with options `rows`, grouped as they stand.
[[nodiscard]] std::string full_help(Message usage, std::span<const OptionRow> rows, Language language);

/// Whether --help stands before `--`, and whether "all" follows it.
enum class HelpAsked { no, yes, all };
[[nodiscard]] HelpAsked help_asked(const std::vector<std::string>& arguments);
/// The program, libcurl and OpenSSL.
[[nodiscard]] ToolInfo tool_info();
[[nodiscard]] std::string version_line();

}  // namespace pecprobe
