// The list for Nagios' and Prometheus' kin.
#include "probe/report/escaping.hpp"
#include "probe/report/nagios_status.hpp"
#include "probe/report/prometheus_metric.hpp"
#include "probe/rotation/list/list_formats.hpp"
#include "probe/rotation/list/list_status.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <sstream>

namespace pecprobe {

namespace {

constexpr std::size_t k_shown_troubles = 5;

std::string words_of(const ListedPassword& listed) {
  const std::vector<std::string> open = open_programs(listed.record.entry);
  std::string words = fmt::format("{}: {}", record_name(listed.record.entry.key), to_string(listed.state.phase));
  if (listed.state.days_left) {
    words += fmt::format(", days left: {}", *listed.state.days_left);
  }
  return nagios_text(open.empty() ? words : fmt::format("{}, to update: {}", words, fmt::join(open, ", ")));
}

}  // namespace

NagiosStatus nagios_status(const ListedPassword& listed, const NagiosLimits& limits) noexcept {
  const NagiosStatus by_programs = listed.actions.empty() || listed.actions.back() != RotationAction::install
                                       ? NagiosStatus::ok
                                       : NagiosStatus::warning;
  return std::max(by_programs, days_status(listed.state.days_left, limits.warning_days, limits.critical_password_days));
}

NagiosStatus nagios_status(const RotationList& list, const NagiosLimits& limits) noexcept {
  NagiosStatus worst = list.passwords.empty() ? NagiosStatus::unknown : NagiosStatus::ok;
  for (const ListedPassword& listed : list.passwords) {
    worst = std::max(worst, nagios_status(listed, limits));
  }
  return worst;
}

std::string list_nagios(const RotationList& list, const SinkOptions& options) {
  if (list.passwords.empty()) {
    return "PEC UNKNOWN - no password is on record\n";
  }
  std::vector<std::string> troubles;
  std::vector<std::string> data;
  std::size_t count = 0;
  for (const ListedPassword& listed : list.passwords) {
    const bool is_trouble = nagios_status(listed, options.nagios) != NagiosStatus::ok;
    count += is_trouble ? 1U : 0U;
    if (is_trouble && troubles.size() < k_shown_troubles) {
      troubles.push_back(words_of(listed));
    }
    if (listed.state.days_left) {
      data.push_back(nagios_days(record_name(listed.record.entry.key), *listed.state.days_left,
                                 options.nagios.warning_days, options.nagios.critical_password_days));
    }
  }
  return fmt::format("PEC {} - {} of {} passwords need action{}{} |{}{}\n",
                     to_string(nagios_status(list, options.nagios)), count, list.passwords.size(),
                     troubles.empty() ? "" : ": ", fmt::join(troubles, "; "), data.empty() ? "" : " ",
                     fmt::join(data, " "));
}

std::string list_prometheus(const RotationList& list, const SinkOptions& options) {
  PrometheusMetric expiry{"pec_password_expiry_timestamp_seconds", "When the password on record ends."};
  PrometheusMetric action{"pec_password_needs_action", "Whether somebody has to extend, renew or install it."};
  PrometheusMetric open{"pec_password_open_programs", "Programs that still have an earlier password."};
  for (const ListedPassword& listed : list.passwords) {
    const LedgerEntry& entry = listed.record.entry;
    const std::string labels =
        fmt::format("{},kind=\"{}\"", prometheus_account(record_name(entry.key), entry.provider, options.account_label),
                    to_string(entry.key.kind));
    if (entry.expires && !entry.deactivated) {
      expiry.add(labels, unix_time(*entry.expires));
    }
    action.add(labels, listed.actions.empty() ? 0 : 1);
    open.add(labels, static_cast<double>(open_programs(entry).size()));
  }
  std::ostringstream out;
  for (const PrometheusMetric* metric : {&expiry, &action, &open}) {
    metric->write(out);
  }
  return out.str();
}

}  // namespace pecprobe
