// Metrics as Prometheus' textfile collector reads them.
#pragma once

#include "probe/report/report_sink.hpp"

#include <chrono>
#include <iosfwd>
#include <string>
#include <string_view>

namespace pecprobe {

/// The samples of one metric, which have to stand together below its HELP and TYPE.
struct PrometheusMetric {
  std::string_view name;
  std::string_view help;
  std::string samples{};

  /// `labels` may be empty.
  void add(const std::string& labels, double value);
  /// Nothing where there are no samples.
  void write(std::ostream& out) const;
};

/// What stands for a name where it is not to be told: the beginning of its SHA-256 (in lower case), the same in every
/// run.
[[nodiscard]] std::string prometheus_alias(std::string_view name);

/// The labels of an account: its name, or what stands for it.
[[nodiscard]] std::string prometheus_account(std::string_view name, std::string_view provider, AccountLabel label);

[[nodiscard]] double unix_time(std::chrono::sys_seconds time) noexcept;

}  // namespace pecprobe
