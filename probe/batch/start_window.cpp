#include "probe/batch/start_window.hpp"

#include <algorithm>

namespace pecprobe {

namespace {

constexpr double k_longest_start_jitter = 0.1;  // of the period

}  // namespace

StartRate part_of(StartRate rate, std::size_t parts) noexcept {
  const auto count = static_cast<std::size_t>(rate.count);
  if (count >= parts) {
    return {static_cast<int>(count / parts), rate.period};
  }
  return {1, rate.period * static_cast<Duration::rep>((parts + count - 1) / count)};
}

std::optional<Instant> StartWindow::full_until(Instant now) const {
  const auto count = static_cast<std::size_t>(std::max(m_rate.count, 1));
  if (m_taken_until.size() < count || m_taken_until.front() <= now) {
    return std::nullopt;
  }
  return m_taken_until.front();
}

void StartWindow::begin(Instant now, double jitter) {
  const auto longer = std::chrono::duration_cast<Duration>(m_rate.period * (k_longest_start_jitter * jitter));
  const Instant until = now + m_rate.period + longer;
  m_taken_until.push_back(m_taken_until.empty() ? until : std::max(until, m_taken_until.back()));
  while (m_taken_until.size() > static_cast<std::size_t>(std::max(m_rate.count, 1))) {
    m_taken_until.pop_front();
  }
}

}  // namespace pecprobe
