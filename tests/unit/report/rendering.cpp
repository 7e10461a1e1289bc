#include "tests/unit/report/rendering.hpp"

#include "probe/report/wording.hpp"
#include "tests/support/sample_results.hpp"

#include <sstream>

namespace pecprobe::test {

std::string rendered(std::string_view format, const std::vector<AccountResult>& accounts, const SinkOptions& options) {
  using namespace std::chrono_literals;
  std::ostringstream out;
  const auto sink = find_report_format(format)->make(out, options);
  RunInfo run;
  run.tool = {"0.1.0", "7.88.1", "OpenSSL 3.0.17"};
  run.started_at = sample_day() + 9h + 5min + 250ms;
  run.today = sample_day();
  run.language = options.language;
  sink->begin(run);
  for (const AccountResult& account : accounts) {
    sink->add(shown(account, Wording::of(options.language), run.today));
  }
  sink->end({812300us});
  return out.str();
}

}  // namespace pecprobe::test
