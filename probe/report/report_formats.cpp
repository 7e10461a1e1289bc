#include "probe/report/report_formats.hpp"

#include <algorithm>

namespace pecprobe {

const std::vector<ReportFormat>& report_formats() {
  static const std::vector<ReportFormat> k_formats = {
      {"text", &make_text_sink},     {"json", &make_json_sink},
      {"jsonl", &make_jsonl_sink},   {"junit", &make_junit_sink},
      {"html", &make_html_sink},     {"csv", &make_csv_sink},
      {"nagios", &make_nagios_sink}, {"prometheus", &make_prometheus_sink},
      {"tap", &make_tap_sink},       {"github", &make_github_sink},
  };
  return k_formats;
}

const ReportFormat* find_report_format(std::string_view name) {
  const auto& formats = report_formats();
  const auto found =
      std::find_if(formats.begin(), formats.end(), [&](const ReportFormat& format) { return format.name == name; });
  return found == formats.end() ? nullptr : &*found;
}

}  // namespace pecprobe
