// The prometheus format: metrics for the textfile collector of node_exporter.
#include "probe/report/plain_summary.hpp"
#include "probe/report/prometheus_accounts.hpp"
#include "probe/report/report_formats.hpp"

#include <ostream>

namespace pecprobe {

namespace {

class PrometheusSink final : public ReportSink {
 public:
  PrometheusSink(std::ostream& out, AccountLabel label) : m_out(out), m_accounts(label) {}

  void begin(const RunInfo& run) override { m_started = std::chrono::floor<std::chrono::seconds>(run.started_at); }

  void add(const ShownAccount& account) override { m_accounts.add(account); }

  void end(const RunEnd& end) override {
    m_accounts.write(m_out);
    PrometheusMetric duration{"pec_run_duration_seconds", "Duration of the last run.", {}};
    duration.add("", seconds(end.elapsed));
    duration.write(m_out);
    PrometheusMetric timestamp{"pec_run_timestamp_seconds", "Beginning of the last run.", {}};
    timestamp.add("", unix_time(m_started));
    timestamp.write(m_out);
  }

 private:
  std::ostream& m_out;
  PrometheusAccounts m_accounts;
  std::chrono::sys_seconds m_started{};
};

}  // namespace

std::unique_ptr<ReportSink> make_prometheus_sink(std::ostream& out, const SinkOptions& options) {
  return std::make_unique<PrometheusSink>(out, options.account_label);
}

}  // namespace pecprobe
