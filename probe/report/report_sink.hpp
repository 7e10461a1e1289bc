// One report format: receives finished values and writes them to a stream.
#pragma once

#include "probe/model/report.hpp"

#include <iosfwd>
#include <memory>
#include <string_view>
#include <vector>

namespace pecprobe {

enum class Language { italian, english };

/// What is known before the first account is tested.
struct RunInfo {
  ToolInfo tool;
  Timestamp started_at{};
  std::chrono::sys_days today{};
  Language language = Language::italian;
};

/// What is known only when all is done.
struct RunEnd {
  Duration elapsed{};
};

/// Streaming formats write in add(), cumulative ones in end(). A sink never sees a password.
class ReportSink {
 public:
  ReportSink() = default;
  ReportSink(const ReportSink&) = delete;
  ReportSink& operator=(const ReportSink&) = delete;
  virtual ~ReportSink() = default;

  virtual void begin(const RunInfo& run) = 0;
  virtual void add(const AccountResult& account) = 0;
  virtual void end(const RunEnd& end) = 0;
};

enum class Colour { never, always };

/// What the text format needs besides; other formats ignore it.
struct SinkOptions {
  Language language = Language::italian;
  Colour colour = Colour::never;
  bool quiet = false;    // -q: only what failed and the final sentences
  bool verbose = false;  // -v: with the redacted dialogue
};

/// The registered formats, in the order in which help shows them.
struct ReportFormat {
  std::string_view name;
  std::unique_ptr<ReportSink> (*make)(std::ostream& out, const SinkOptions& options);
};
[[nodiscard]] const std::vector<ReportFormat>& report_formats();
[[nodiscard]] const ReportFormat* find_report_format(std::string_view name);

}  // namespace pecprobe
