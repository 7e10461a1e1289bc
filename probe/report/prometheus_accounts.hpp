// What Prometheus is told of accounts: made here for reports and for the page's /metrics alike.
#pragma once

#include "probe/report/prometheus_metric.hpp"
#include "probe/report/tally.hpp"

#include <iosfwd>
#include <set>
#include <string>

namespace pecprobe {

class PrometheusAccounts {
 public:
  explicit PrometheusAccounts(AccountLabel label) : m_label(label) {}

  /// The same account again only counts: a series may stand only once.
  void add(const ShownAccount& account);
  /// All metrics, each with its samples below it.
  void write(std::ostream& out) const;

 private:
  void add_service(const std::string& account, const ShownService& service);

  AccountLabel m_label;
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

}  // namespace pecprobe
