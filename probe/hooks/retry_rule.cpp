#include "probe/hooks/retry_rule.hpp"

#include <algorithm>

namespace pecprobe::hooks {

std::chrono::milliseconds RetryRule::wait(int failures, double chance) const noexcept {
  auto whole = std::min(first, longest);
  for (int failure = 1; failure < failures && whole < longest; ++failure) {
    whole = std::min(whole * 3, longest);
  }
  const auto shorter = static_cast<double>(whole.count()) / 2 * std::clamp(chance, 0.0, 1.0);
  return whole - std::chrono::milliseconds(static_cast<std::chrono::milliseconds::rep>(shorter));
}

}  // namespace pecprobe::hooks
