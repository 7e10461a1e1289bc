#include "probe/report/prometheus_metric.hpp"

#include "probe/report/digest.hpp"
#include "probe/report/escaping.hpp"
#include "protocols/base/text.hpp"

#include <fmt/format.h>

#include <ostream>

namespace pecprobe {

namespace {

constexpr std::size_t k_hash_bytes = 6;  // collisions become likely beyond millions of accounts

std::string hashed(const std::string& text) {
  std::string out;
  for (const char byte : sha256(text).substr(0, k_hash_bytes)) {
    out += fmt::format("{:02x}", static_cast<unsigned char>(byte));
  }
  return out;
}

}  // namespace

void PrometheusMetric::add(const std::string& labels, double value) {
  samples += fmt::format("{}{{{}}} {}\n", name, labels, value);
}

void PrometheusMetric::write(std::ostream& out) const {
  if (!samples.empty()) {
    out << "# HELP " << name << ' ' << help << "\n# TYPE " << name << " gauge\n" << samples;
  }
}

std::string prometheus_account(std::string_view name, std::string_view provider, AccountLabel label) {
  const std::string lower = ascii_lower(name);
  return fmt::format("account={},provider={}", prometheus_label(label == AccountLabel::hash ? hashed(lower) : lower),
                     prometheus_label(provider));
}

double unix_time(std::chrono::sys_seconds time) noexcept {
  return static_cast<double>(time.time_since_epoch().count());
}

}  // namespace pecprobe
