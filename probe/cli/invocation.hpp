// What every command knows of the call.
#pragma once

#include "probe/report/report_sink.hpp"

#include <string>
#include <vector>

namespace pecprobe {

struct Invocation {
  std::vector<std::string> arguments;  // after the command's name
  Language language = Language::italian;
  std::vector<std::string> ignored_variables;  // names of environment variables that had no effect
};

}  // namespace pecprobe
