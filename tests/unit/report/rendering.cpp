#include "tests/unit/report/rendering.hpp"

#include "probe/report/json_account.hpp"
#include "probe/report/wording.hpp"
#include "tests/support/sample_results.hpp"

#include <sstream>

namespace pecprobe::test {

namespace {

template <typename Add>
std::string written(std::string_view format, const std::vector<AccountResult>& accounts, const SinkOptions& options,
                    Add add) {
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
    add(*sink, shown(account, Wording::of(options.language), run.today));
  }
  sink->end({812300us});
  return out.str();
}

}  // namespace

std::string rendered(std::string_view format, const std::vector<AccountResult>& accounts, const SinkOptions& options) {
  return written(format, accounts, options, [](ReportSink& sink, const ShownAccount& account) { sink.add(account); });
}

std::string rendered_with_json(std::string_view format, const std::vector<AccountResult>& accounts,
                               const SinkOptions& options) {
  return written(format, accounts, options, [](ReportSink& sink, const ShownAccount& account) {
    sink.add_with_json(account, account_json(account, DialogueInJson::left_out));
  });
}

}  // namespace pecprobe::test
