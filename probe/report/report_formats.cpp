#include "probe/report/json_sink.hpp"
#include "probe/report/report_sink.hpp"
#include "probe/report/text_sink.hpp"

#include <algorithm>

namespace pecprobe {

const std::vector<ReportFormat>& report_formats() {
  static const std::vector<ReportFormat> k_formats = {{"text", &make_text_sink}, {"json", &make_json_sink}};
  return k_formats;
}

const ReportFormat* find_report_format(std::string_view name) {
  const auto& formats = report_formats();
  const auto found =
      std::find_if(formats.begin(), formats.end(), [&](const ReportFormat& format) { return format.name == name; });
  return found == formats.end() ? nullptr : &*found;
}

}  // namespace pecprobe
