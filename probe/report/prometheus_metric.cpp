#include "probe/report/prometheus_metric.hpp"

#include "probe/report/digest.hpp"
#include "probe/report/escaping.hpp"
#include "protocols/base/text.hpp"

#include <fmt/format.h>

#include <ostream>

namespace pecprobe {

namespace {

constexpr std::size_t k_hash_bytes = 6;  // collisions become likely beyond millions of accounts

}  // namespace

void PrometheusMetric::add(const std::string& labels, double value) {
  samples += labels.empty() ? fmt::format("{} {}\n", name, value) : fmt::format("{}{{{}}} {}\n", name, labels, value);
}

void PrometheusMetric::write(std::ostream& out) const {
  if (!samples.empty()) {
    out << "# HELP " << name << ' ' << help << "\n# TYPE " << name << " gauge\n" << samples;
  }
}

std::string prometheus_alias(std::string_view name) {
  std::string out;
  for (const char byte : sha256(ascii_lower(name)).substr(0, k_hash_bytes)) {
    out += fmt::format("{:02x}", static_cast<unsigned char>(byte));
  }
  return out;
}

std::string prometheus_account(std::string_view name, std::string_view provider, AccountLabel label) {
  const std::string account = label == AccountLabel::hash ? prometheus_alias(name) : ascii_lower(name);
  return fmt::format("account={},provider={}", prometheus_label(account), prometheus_label(provider));
}

double unix_time(std::chrono::sys_seconds time) noexcept {
  return static_cast<double>(time.time_since_epoch().count());
}

}  // namespace pecprobe
