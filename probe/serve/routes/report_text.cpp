#include "probe/serve/routes/report_text.hpp"

#include "probe/report/report_sink.hpp"
#include "probe/report/wording.hpp"

#include <sstream>

namespace pecprobe {

std::string report_text(const CheckResult& result, const ToolInfo& tool, std::string_view format, Language language) {
  std::ostringstream out;
  SinkOptions options;
  options.language = language;
  const auto sink = find_report_format(format)->make(out, options);
  sink->begin({tool, result.began, result.today, language});
  sink->add(shown_in(result, language));
  sink->end({result.elapsed});
  return out.str();
}

ShownAccount shown_in(const CheckResult& result, Language language) {
  return shown(result.result, Wording::of(language), result.today);
}

}  // namespace pecprobe
