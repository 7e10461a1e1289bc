#include "probe/batch/open_files.hpp"

#include <sys/resource.h>

#include <algorithm>

namespace pecprobe {

namespace {

constexpr rlim_t k_for_the_program = 48;  // reports, journal, state, libraries, a password command's pipes
constexpr rlim_t k_for_a_loop = 12;
constexpr rlim_t k_for_a_session = 2;  // a second address may be tried beside the first

}  // namespace

std::size_t sessions_that_fit(std::size_t wanted, std::size_t loops) noexcept {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) {
    return std::max<std::size_t>(wanted, 1);
  }
  const rlim_t fixed = k_for_the_program + k_for_a_loop * loops;
  const rlim_t needed = fixed + k_for_a_session * wanted;
  if (limit.rlim_cur < needed && limit.rlim_cur < limit.rlim_max) {
    rlimit raised = limit;
    raised.rlim_cur = std::min(needed, limit.rlim_max);
    if (setrlimit(RLIMIT_NOFILE, &raised) == 0) {
      limit = raised;
    }
  }
  const rlim_t left = limit.rlim_cur > fixed ? limit.rlim_cur - fixed : 0;
  return std::clamp<std::size_t>(static_cast<std::size_t>(left / k_for_a_session), 1, std::max<std::size_t>(wanted, 1));
}

}  // namespace pecprobe
