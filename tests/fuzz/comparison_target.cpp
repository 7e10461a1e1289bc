// Two reports in arbitrary bytes, after a line each: what can be read is merged and compared, and what comes out can
// be read again and says what it said.
#include "probe/report/report_diff.hpp"
#include "probe/report/report_formats.hpp"
#include "probe/report/report_merge.hpp"
#include "tests/fuzz/input.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <sstream>

namespace pecprobe {
namespace {

using fuzz::require;

std::string as_json(const StoredReport& report) {
  const auto formats = report_formats();
  const auto json =
      std::find_if(formats.begin(), formats.end(), [](const auto& format) { return format.name == "json"; });
  std::ostringstream out;
  const auto sink = json->make(out, {});
  sink->begin(report.run);
  for (const ShownAccount& account : report.accounts) {
    sink->add(account);
  }
  sink->end(report.end);
  return out.str();
}

void compare(const StoredReport& before, const StoredReport& after) {
  const std::vector<Change> found = changes(before, after);
  for (const Language language : {Language::italian, Language::english}) {
    const std::string text = changes_text(found, language);
    require(text.ends_with('\n') && text.find('\x1b') == std::string::npos);
  }
  require(nlohmann::json::parse(changes_json(found)).at("changes").size() == found.size());
}

/// Two accounts of one name are one afterwards, so merging twice is merging once.
void merge(const std::vector<StoredReport>& reports) {
  const StoredReport once = merged(reports);
  const auto again = read_report(as_json(once));
  require(again.has_value());
  require(as_json(*again) == as_json(once));
  require(as_json(merged({*again})) == as_json(once));
  require(changes(*again, once).empty());
}

}  // namespace
}  // namespace pecprobe

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pecprobe;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::size_t cut = bytes.find("\n\n");  // no JSON of ours holds an empty line
  const auto before = read_report(bytes.substr(0, cut));
  const auto after = cut == std::string_view::npos ? before : read_report(bytes.substr(cut));
  if (before && after) {
    compare(*before, *after);
    merge({*before, *after});
    require(changes(*before, *before).empty());
  }
  return 0;
}
