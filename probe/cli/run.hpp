// The program without its process: which command, help, version.
#pragma once

#include <string>
#include <vector>

namespace pecprobe {

/// `arguments` without the program's name. The exit status; nothing is thrown.
[[nodiscard]] int run(const std::vector<std::string>& arguments,
                      const std::vector<std::string>& ignored_variables) noexcept;

}  // namespace pecprobe
