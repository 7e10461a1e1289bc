#include "probe/state/cool_down.hpp"

#include <algorithm>

namespace pecprobe {

std::chrono::minutes cool_down(int refusals) noexcept {
  using namespace std::chrono_literals;
  return refusals <= 1 ? 15min : refusals == 2 ? std::chrono::minutes{1h} : std::chrono::minutes{24h};
}

Timestamp next_try(Timestamp now, int refusals) noexcept { return now + cool_down(refusals); }

Timestamp heeded_next_try(Timestamp next_try, Timestamp now, int refusals) noexcept {
  return std::min(next_try, pecprobe::next_try(now, refusals));
}

}  // namespace pecprobe
