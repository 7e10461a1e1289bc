#include "probe/report/report_formats.hpp"

#include <algorithm>

namespace pecprobe {

const std::vector<ReportFormat>& report_formats() {
  using enum AccountOrder;
  static const std::vector<ReportFormat> k_formats = {
      {"text", of_the_input, &make_text_sink},     {"json", of_the_input, &make_json_sink},
      {"jsonl", as_they_end, &make_jsonl_sink},    {"junit", of_the_input, &make_junit_sink},
      {"html", of_the_input, &make_html_sink},     {"csv", of_the_input, &make_csv_sink},
      {"nagios", of_the_input, &make_nagios_sink}, {"prometheus", of_the_input, &make_prometheus_sink},
      {"tap", of_the_input, &make_tap_sink},       {"github", of_the_input, &make_github_sink},
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
