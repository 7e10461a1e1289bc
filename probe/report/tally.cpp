#include "probe/report/tally.hpp"

#include <numeric>

namespace pecprobe {

namespace {

constexpr std::array k_worst_first = {Verdict::fail, Verdict::temporary, Verdict::unverified, Verdict::skipped,
                                      Verdict::pass};

}  // namespace

void Tally::add(Verdict verdict) noexcept { ++m_counts[static_cast<std::size_t>(verdict)]; }

std::size_t Tally::accounts() const noexcept {
  return std::accumulate(m_counts.begin(), m_counts.end(), std::size_t{0});
}

std::size_t Tally::count(Verdict verdict) const noexcept { return m_counts[static_cast<std::size_t>(verdict)]; }

Verdict Tally::worst() const noexcept {
  for (const Verdict verdict : k_worst_first) {
    if (count(verdict) > 0) {
      return verdict;
    }
  }
  return Verdict::unverified;
}

}  // namespace pecprobe
