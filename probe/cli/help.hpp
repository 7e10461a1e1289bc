// What --help and --version say.
#pragma once

#include "probe/report/report_sink.hpp"

#include <string>

namespace pecprobe {

/// Fits a terminal of 24 lines; examples first.
[[nodiscard]] std::string short_help(Language language);
/// Every option, from the table.
[[nodiscard]] std::string full_help(Language language);
/// The program, libcurl and OpenSSL.
[[nodiscard]] ToolInfo tool_info();
[[nodiscard]] std::string version_line();

}  // namespace pecprobe
