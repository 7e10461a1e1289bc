// The format for people: steps, verdicts and what to do, on 80 columns.
#pragma once

#include "probe/report/report_sink.hpp"

#include <iosfwd>
#include <memory>

namespace pecprobe {

/// Writes each account as soon as it is added. `out` outlives the sink.
[[nodiscard]] std::unique_ptr<ReportSink> make_text_sink(std::ostream& out, const SinkOptions& options);

}  // namespace pecprobe
