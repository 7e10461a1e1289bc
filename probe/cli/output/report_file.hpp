// Files that are read as a whole: JSON reports, saved messages.
#pragma once

#include "probe/cli/options/usage_error.hpp"
#include "probe/report/report_reader.hpp"

#include <tl/expected.hpp>

#include <string>

namespace pecprobe {

/// Refused: a file that cannot be read or is larger than 256 MiB.
[[nodiscard]] tl::expected<std::string, UsageError> read_whole_file(const std::string& path);

/// Refused: a file that cannot be read, is larger than 256 MiB or holds no report.
[[nodiscard]] tl::expected<StoredReport, UsageError> read_report_file(const std::string& path);

}  // namespace pecprobe
