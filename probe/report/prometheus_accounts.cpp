#include "probe/report/prometheus_accounts.hpp"

#include "probe/report/escaping.hpp"
#include "probe/report/plain_summary.hpp"

#include <fmt/format.h>

#include <ostream>

namespace pecprobe {

void PrometheusAccounts::add(const ShownAccount& account) {
  m_tally.add(account.verdict);
  const std::string labels = prometheus_account(account_name(account), account.provider, m_label);
  if (!m_accounts.insert(labels).second) {
    return;
  }
  if (account.password && account.password->dates.expires) {
    m_password_expiry.add(labels, unix_time(*account.password->dates.expires));
  }
  for (const ShownService& service : account.services) {
    add_service(labels, service);
  }
}

void PrometheusAccounts::add_service(const std::string& account, const ShownService& service) {
  std::string labels = fmt::format("{},protocol=\"{}\"", account, to_string(service.endpoint.protocol));
  if (const auto blank = service.label.find(' '); blank != std::string::npos) {
    labels +=
        ",server=" + prometheus_label(service.label.substr(blank + 1));  // only where one service is tested at several
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

void PrometheusAccounts::write(std::ostream& out) const {
  for (const PrometheusMetric* metric :
       {&m_success, &m_duration, &m_step_duration, &m_failure, &m_password_expiry, &m_certificate_expiry}) {
    metric->write(out);
  }
  PrometheusMetric accounts{"pec_run_accounts", "Accounts of the last run by verdict.", {}};
  for (const Verdict verdict :
       {Verdict::pass, Verdict::fail, Verdict::temporary, Verdict::unverified, Verdict::skipped}) {
    accounts.add(fmt::format("verdict=\"{}\"", to_string(verdict)), static_cast<double>(m_tally.count(verdict)));
  }
  accounts.write(out);
}

}  // namespace pecprobe
