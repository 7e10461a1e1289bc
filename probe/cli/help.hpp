// What --help and --version say.
#pragma once

#include "probe/cli/messages.hpp"
#include "probe/report/report_sink.hpp"

#include <string>
#include <vector>

namespace pecprobe {

/// Fits a terminal of 24 lines; examples first.
[[nodiscard]] std::string short_help(Language language);

/// Whether --help stands before `--`, and what follows it: "all" for every option, "json" for programs.
enum class HelpAsked { no, yes, all, json };
[[nodiscard]] HelpAsked help_asked(const std::vector<std::string>& arguments);
/// The program, libcurl and OpenSSL.
[[nodiscard]] ToolInfo tool_info();
[[nodiscard]] std::string version_line();

}  // namespace pecprobe
