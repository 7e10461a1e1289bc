#include "probe/monitor/monitor_metrics.hpp"

#include "probe/batch/batch.hpp"
#include "probe/report/escaping.hpp"
#include "probe/report/plain_summary.hpp"
#include "probe/report/prometheus_accounts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ostream>
#include <set>

namespace pecprobe::monitor {

namespace {

double unix_time(Timestamp time) noexcept {
  return pecprobe::unix_time(std::chrono::floor<std::chrono::seconds>(time));
}

ShownService shown(const ServiceHistory& history, const Endpoint& endpoint) {
  ShownService service;
  service.endpoint = endpoint;
  service.verdict = history.verdict();
  service.diagnosis.code = history.code;
  service.elapsed = history.elapsed;
  for (const StepTime& step : history.steps) {
    service.steps.push_back({step.step, StepStatus::pass, {}, step.took, {}});
  }
  if (history.certificate_ends) {
    service.tls.emplace();
    service.tls->chain.emplace_back().not_after = *history.certificate_ends;
  }
  return service;
}

/// What is known of each service besides its result.
struct ServiceMetrics {
  PrometheusMetric result{"pec_result_timestamp_seconds", "Beginning of the test that the result is of.", {}};
  PrometheusMetric passed{"pec_last_pass_timestamp_seconds", "Beginning of the last test that passed.", {}};
  PrometheusMetric guard{
      "pec_guard_blocked", "Whether the lock-out guard keeps a refused password from being tried again.", {}};

  void add(const AccountView& account, AccountLabel label, Timestamp now) {
    const Account& its = account.watched.account;
    const std::string labels = prometheus_account(account_name(its.address, its.login), its.provider, label);
    for (const Endpoint& endpoint : its.endpoints) {
      const ServiceHistory* history = account.history ? account.history->find(endpoint.protocol) : nullptr;
      if (history == nullptr) {
        continue;
      }
      const std::string all = fmt::format("{},protocol=\"{}\"", labels, to_string(endpoint.protocol));
      result.add(all, unix_time(history->tested_at));
      if (history->passed_at) {
        passed.add(all, unix_time(*history->passed_at));
      }
      guard.add(all, history->held_until && *history->held_until > now ? 1 : 0);
    }
  }

  void write(std::ostream& out) const {
    for (const PrometheusMetric* metric : {&result, &passed, &guard}) {
      metric->write(out);
    }
  }
};

/// A provider's id, or the alias of the host that stands for an unknown one: it may be a customer's domain.
std::string provider_label(const Account& account, AccountLabel label) {
  const bool may_be_told = !account.provider.empty() || label == AccountLabel::address;
  const std::string group = batch_group(account);
  return "provider=" + prometheus_label(may_be_told ? group : prometheus_alias(group));
}

PrometheusMetric paused_providers(const MonitorView& view, AccountLabel label) {
  PrometheusMetric paused{"pec_provider_paused", "Whether the provider is left alone after a row of refusals.", {}};
  std::set<std::string> told;
  for (const AccountView& account : view.accounts) {
    const std::string group = batch_group(account.watched.account);
    if (told.insert(group).second) {
      const bool is_paused = std::any_of(view.pauses.begin(), view.pauses.end(),
                                         [&](const ProviderPause& pause) { return pause.provider == group; });
      paused.add(provider_label(account.watched.account, label), is_paused ? 1 : 0);
    }
  }
  return paused;
}

/// What this computer can test, and why not: that says nothing of the mailbox.
class TestMetrics {
 public:
  void add(const AccountView& account, AccountLabel label) {
    const Account& its = account.watched.account;
    const std::string labels = prometheus_account(account_name(its.address, its.login), its.provider, label);
    if (account.watched.testable == Testable::no || !m_told.insert(labels).second) {
      return;
    }
    m_possible.add(labels, account.fault ? 0 : 1);
    if (account.fault) {
      m_faults.add(fmt::format("{},code=\"{}\"", labels, to_string(account.fault->code)), 1);
    }
  }

  void write(std::ostream& out) const {
    m_possible.write(out);
    m_faults.write(out);
  }

 private:
  std::set<std::string> m_told;
  PrometheusMetric m_possible{
      "pec_monitor_test_possible", "Whether this computer could test the account when its turn came last.", {}};
  PrometheusMetric m_faults{"pec_monitor_fault_info", "What keeps this computer from testing the account.", {}};
};

PrometheusMetric single(std::string_view name, std::string_view help, double value) {
  PrometheusMetric metric{name, help, {}};
  metric.add("", value);
  return metric;
}

void write_health(std::ostream& out, const MonitorView& view, const AccountsFileState& file) {
  PrometheusMetric accounts{"pec_monitor_accounts", "Accounts of the file, and whether they can be tested.", {}};
  const auto untestable = std::count_if(view.accounts.begin(), view.accounts.end(), [](const AccountView& account) {
    return account.watched.testable == Testable::no;
  });
  accounts.add("testable=\"yes\"", static_cast<double>(view.accounts.size()) - static_cast<double>(untestable));
  accounts.add("testable=\"no\"", static_cast<double>(untestable));
  accounts.write(out);
  std::optional<Timestamp> next;
  std::optional<Timestamp> last;
  for (const AccountView& account : view.accounts) {
    if (account.next_turn && account.watched.testable == Testable::yes) {
      next = next ? std::min(*next, *account.next_turn) : *account.next_turn;
    }
    if (account.history) {
      last = last ? std::max(*last, account.history->tested_at) : account.history->tested_at;
    }
  }
  if (last) {
    single("pec_run_timestamp_seconds", "Beginning of the last run.", unix_time(*last)).write(out);
  }
  if (next) {
    single("pec_monitor_next_test_timestamp_seconds", "When the next test is due.", unix_time(*next)).write(out);
  }
  single("pec_monitor_accounts_file_valid", "Whether the accounts file could be read when it last changed.",
         file.health == FileHealth::good ? 1 : 0)
      .write(out);
  single("pec_monitor_accounts_file_timestamp_seconds", "When the accounts that are watched were read.",
         unix_time(file.read_at))
      .write(out);
  single("pec_monitor_history_kept", "Whether results are kept over a restart.", view.problem ? 0 : 1).write(out);
}

}  // namespace

ShownAccount shown(const AccountView& account) {
  const Account& its = account.watched.account;
  ShownAccount out;
  out.address = its.address;
  out.login = its.login;
  out.kind = its.kind;
  out.provider = its.provider;
  if (!account.history) {
    return out;
  }
  if (account.history->password_ends) {
    out.password = ShownPassword{{std::nullopt, account.history->password_ends}, {}};
  }
  std::optional<Verdict> worst;
  for (const Endpoint& endpoint : its.endpoints) {
    if (const ServiceHistory* history = account.history->find(endpoint.protocol)) {
      out.services.push_back(shown(*history, endpoint));
      worst = worst ? std::max(*worst, history->verdict()) : history->verdict();
    }
  }
  label_services(out.services);
  out.verdict = worst.value_or(Verdict::unverified);
  return out;
}

void write_metrics(std::ostream& out, const MonitorView& view, const AccountsFileState& file, AccountLabel label,
                   Timestamp now) {
  PrometheusAccounts accounts(label);
  ServiceMetrics services;
  TestMetrics tests;
  std::set<std::string> told;
  for (const AccountView& account : view.accounts) {
    const Account& its = account.watched.account;
    tests.add(account, label);
    if (account.history && told.insert(account_name(its.address, its.login) + its.provider).second) {
      accounts.add(shown(account));
      services.add(account, label, now);
    }
  }
  accounts.write(out);
  services.write(out);
  tests.write(out);
  paused_providers(view, label).write(out);
  write_health(out, view, file);
}

}  // namespace pecprobe::monitor
