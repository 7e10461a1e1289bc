#include "probe/report/escaping.hpp"
#include "probe/report/plain_summary.hpp"
#include "probe/report/prometheus_metric.hpp"
#include "probe/report/report_formats.hpp"
#include "probe/report/tally.hpp"
#include "protocols/base/text.hpp"

#include <fmt/format.h>

#include <ostream>
#include <set>
#include <string>

namespace pecprobe {

namespace {

class PrometheusSink final : public ReportSink {
 public:
  PrometheusSink(std::ostream& out, AccountLabel label) : m_out(out), m_label(label) {}

  void begin(const RunInfo& run) override { m_started = std::chrono::floor<std::chrono::seconds>(run.started_at); }

  void add(const ShownAccount& account) override {
    m_tally.add(account.verdict);
    const std::string labels = account_labels(account);
    if (!m_accounts.insert(labels).second) {
      return;  // the same account again: a series may stand only once
    }
    if (account.password && account.password->dates.expires) {
      m_password_expiry.add(labels, unix_time(*account.password->dates.expires));
    }
    for (const ShownService& service : account.services) {
      add_service(labels, service);
    }
  }

  void end(const RunEnd& end) override {
    for (const PrometheusMetric* metric :
         {&m_success, &m_duration, &m_step_duration, &m_failure, &m_password_expiry, &m_certificate_expiry}) {
      metric->write(m_out);
    }
    PrometheusMetric accounts{"pec_run_accounts", "Accounts of the last run by verdict.", {}};
    for (const Verdict verdict :
         {Verdict::pass, Verdict::fail, Verdict::temporary, Verdict::unverified, Verdict::skipped}) {
      accounts.add(fmt::format("verdict=\"{}\"", to_string(verdict)), static_cast<double>(m_tally.count(verdict)));
    }
    accounts.write(m_out);
    m_out << "# HELP pec_run_duration_seconds Duration of the last run.\n# TYPE pec_run_duration_seconds gauge\n"
          << fmt::format("pec_run_duration_seconds {}\n", seconds(end.elapsed))
          << "# HELP pec_run_timestamp_seconds Beginning of the last run.\n# TYPE pec_run_timestamp_seconds gauge\n"
          << fmt::format("pec_run_timestamp_seconds {}\n", unix_time(m_started));
  }

 private:
  [[nodiscard]] std::string account_labels(const ShownAccount& account) const {
    return prometheus_account(account_name(account), account.provider, m_label);
  }

  void add_service(const std::string& account, const ShownService& service) {
    std::string labels = fmt::format("{},protocol=\"{}\"", account, to_string(service.endpoint.protocol));
    if (const auto blank = service.label.find(' '); blank != std::string::npos) {
      labels += ",server=" +
                prometheus_label(service.label.substr(blank + 1));  // only where one service is tested at several
    }
    m_success.add(labels, service.verdict == Verdict::pass ? 1 : 0);
    m_duration.add(labels, seconds(service.elapsed));
    for (const ShownStep& step : service.steps) {
      if (step.status != StepStatus::skip && m_steps.insert(labels + std::string(to_string(step.step))).second) {
        m_step_duration.add(fmt::format("{},step=\"{}\"", labels, to_string(step.step)), seconds(step.took));
      }
    }
    if (service.verdict != Verdict::pass) {
      m_failure.add(fmt::format("{},code=\"{}\",verdict=\"{}\"", labels, to_string(service.diagnosis.code),
                                to_string(service.verdict)),
                    1);
    }
    if (service.tls && !service.tls->chain.empty()) {
      m_certificate_expiry.add(labels, unix_time(service.tls->chain.front().not_after));
    }
  }

  std::ostream& m_out;
  AccountLabel m_label;
  std::chrono::sys_seconds m_started{};
  Tally m_tally;
  std::set<std::string> m_accounts;
  std::set<std::string> m_steps;
  PrometheusMetric m_success{"pec_check_success", "Whether the service passed.", {}};
  PrometheusMetric m_duration{"pec_check_duration_seconds", "Duration of the check of the service.", {}};
  PrometheusMetric m_step_duration{"pec_check_step_duration_seconds", "Duration of each step.", {}};
  PrometheusMetric m_failure{"pec_check_failure_info", "Why a service did not pass.", {}};
  PrometheusMetric m_password_expiry{"pec_password_expiry_timestamp_seconds", "When the password on record ends.", {}};
  PrometheusMetric m_certificate_expiry{
      "pec_tls_cert_expiry_timestamp_seconds", "When the server's certificate ends.", {}};
};

}  // namespace

std::unique_ptr<ReportSink> make_prometheus_sink(std::ostream& out, const SinkOptions& options) {
  return std::make_unique<PrometheusSink>(out, options.account_label);
}

}  // namespace pecprobe
