#include "probe/monitor/monitor_metrics.hpp"

#include "probe/report/report_formats.hpp"
#include "probe/report/wording.hpp"
#include "tests/unit/monitor/tested.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <sstream>

namespace pecprobe::monitor {
namespace {

using namespace test;
using testing::HasSubstr;
using testing::Not;

std::set<std::string> lines_of(const std::string& text) {
  std::set<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    lines.insert(line);
  }
  return lines;
}

AccountView view_of(const TestedAccount& tested) {
  return {{tested.result.account, Testable::yes}, history_after(std::nullopt, tested), k_morning + 6h};
}

std::string metrics_of(const MonitorView& view, AccountLabel label = AccountLabel::hash,
                       FileHealth health = FileHealth::good) {
  std::ostringstream out;
  write_metrics(out, view, {health, k_morning}, label, k_morning + 1min);
  return out.str();
}

TEST(MonitorMetrics, HoldEveryLineOfTheReportOfTheSameResults) {
  for (const NamedResult& sample : sample_results()) {
    if (sample.name == "hostile") {
      continue;  // what it shows as its address is not what it is
    }
    TestedAccount test{sample.result, k_morning, {}};
    std::ostringstream report;
    const auto sink = make_prometheus_sink(report, {});
    sink->begin({{}, k_morning, sample_day(), Language::english, 1});
    sink->add(pecprobe::shown(sample.result, Wording::of(Language::english), sample_day()));
    sink->end({0s});
    auto expected = lines_of(report.str());
    std::erase_if(expected, [](const std::string& line) { return line.find("pec_run_duration") != line.npos; });
    EXPECT_THAT(lines_of(metrics_of({{view_of(test)}, {}, {}})), testing::IsSupersetOf(expected)) << sample.name;
  }
}

TEST(MonitorMetrics, TellTheAgeOfAResultAndWhatTheGuardHolds) {
  TestedAccount test =
      tested("ditta@pec.example", k_morning, {{Protocol::imap, Code::ok}, {Protocol::smtp, Code::auth_rejected}});
  test.held_until[1] = k_morning + 15min;
  const std::string text = metrics_of({{view_of(test)}, {}, {}});
  const std::string labels = "{account=\"2f511751a8a9\",provider=\"aruba\",protocol=";
  EXPECT_THAT(text, HasSubstr("pec_result_timestamp_seconds" + labels + "\"smtp\"} 1795338000\n"));
  EXPECT_THAT(text, HasSubstr("pec_last_pass_timestamp_seconds" + labels + "\"imap\"} 1795338000\n"));
  EXPECT_THAT(text, Not(HasSubstr("pec_last_pass_timestamp_seconds" + labels + "\"smtp\"")));
  EXPECT_THAT(text, HasSubstr("pec_guard_blocked" + labels + "\"imap\"} 0\n"));
  EXPECT_THAT(text, HasSubstr("pec_guard_blocked" + labels + "\"smtp\"} 1\n"));
  test.held_until[1] = k_morning;
  EXPECT_THAT(metrics_of({{view_of(test)}, {}, {}}), HasSubstr("pec_guard_blocked" + labels + "\"smtp\"} 0\n"));
}

TEST(MonitorMetrics, TellAProviderThatIsLeftAloneAndTheHealthOfTheMonitor) {
  AccountView untestable = view_of(tested("altra@pec.example", k_morning, {{Protocol::imap, Code::ok}}));
  untestable.watched.testable = Testable::no;
  untestable.history.reset();
  const MonitorView view{{view_of(tested("ditta@pec.example", k_morning, {{Protocol::imap, Code::ok}})), untestable},
                         {{"aruba", k_morning + 15min, 1, {}}},
                         StateProblem{}};
  const std::string text = metrics_of(view, AccountLabel::hash, FileHealth::faulty);
  for (const char* line :
       {"pec_provider_paused{provider=\"aruba\"} 1\n", "pec_monitor_accounts{testable=\"yes\"} 1\n",
        "pec_monitor_accounts{testable=\"no\"} 1\n", "pec_monitor_accounts_file_valid 0\n",
        "pec_monitor_accounts_file_timestamp_seconds 1795338000\n", "pec_monitor_history_kept 0\n",
        "pec_monitor_next_test_timestamp_seconds 1795359600\n", "pec_run_timestamp_seconds 1795338000\n"}) {
    EXPECT_THAT(text, HasSubstr(line));
  }
}

TEST(MonitorMetrics, NameNobodyUnlessTold) {
  TestedAccount test = tested("ditta@pec.example", k_morning, {{Protocol::imap, Code::ok}});
  test.result.account.provider.clear();
  test.result.account.endpoints[0].host = "mail.ditta.example";
  const MonitorView view{{view_of(test)}, {}, {}};
  EXPECT_THAT(metrics_of(view), Not(HasSubstr("ditta")));
  EXPECT_THAT(metrics_of(view, AccountLabel::address), HasSubstr("account=\"ditta@pec.example\""));
}

TEST(MonitorMetrics, ForgetAServiceThatIsNotInThePlanAnyMore) {
  AccountView view = view_of(
      tested("ditta@pec.example", k_morning, {{Protocol::imap, Code::ok}, {Protocol::pop3, Code::connect_refused}}));
  view.watched.account.endpoints.pop_back();
  const std::string text = metrics_of({{view}, {}, {}});
  EXPECT_THAT(text, Not(HasSubstr("pop3")));
  EXPECT_THAT(text, HasSubstr("pec_run_accounts{verdict=\"pass\"} 1\n"));
}

}  // namespace
}  // namespace pecprobe::monitor
