// The format for programs: `pecprobe.report/1`, one JSON document (schema/report-1.schema.json).
#pragma once

#include "probe/report/report_sink.hpp"

#include <iosfwd>
#include <memory>

namespace pecprobe {

/// Writes the whole document in end(): always valid UTF-8, two blanks of indent, a line end at its end. `out` outlives
/// the sink.
[[nodiscard]] std::unique_ptr<ReportSink> make_json_sink(std::ostream& out, const SinkOptions& options);

}  // namespace pecprobe
