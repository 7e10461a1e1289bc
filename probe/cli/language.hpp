// Which language the program speaks.
#pragma once

#include "probe/report/report_sink.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pecprobe {

/// Looks an environment variable up; nothing when it is not set.
using Environment = std::function<std::optional<std::string>(const char* name)>;
[[nodiscard]] std::optional<std::string> process_environment(const char* name);

/// The locale's language: from the first of LC_ALL, LC_MESSAGES and LANG that is not empty
/// (POSIX.1-2017 §8.2). Italian where it says nothing, as in `C` and `POSIX`; English for every
/// language without a wording file.
[[nodiscard]] Language locale_language(const Environment& environment);

/// What `--lang` says, wherever it stands, so that even the refusal of another option is in that
/// language; else the locale's.
[[nodiscard]] Language chosen_language(const std::vector<std::string>& arguments, const Environment& environment);

}  // namespace pecprobe
