#include "probe/rotation/verify/polling.hpp"

#include "probe/rotation/verify/answer.hpp"

#include <algorithm>

namespace pecprobe {

namespace {

using std::chrono::milliseconds;

/// Shorter waits than this only spend attempts.
constexpr milliseconds k_shortest_wait = std::chrono::seconds{5};

/// The first of `rounds` waits, each twice the one before it, that are `time` together.
milliseconds first_wait(milliseconds time, int rounds) noexcept { return time / ((1 << rounds) - 1); }

}  // namespace

std::optional<Poll> next_poll(const std::vector<ServiceResult>& services, const PollBudget& budget) {
  if (budget.time <= milliseconds::zero() || budget.attempts <= 0 ||
      std::any_of(services.begin(), services.end(), speaks_of_a_lock) ||
      std::none_of(services.begin(), services.end(),
                   [](const ServiceResult& service) { return answer_of(service) == PasswordAnswer::accepted; })) {
    return std::nullopt;
  }
  Poll poll;
  for (std::size_t i = 0; i < services.size(); ++i) {
    if (may_be_propagation(services[i])) {
      poll.services.push_back(i);
    }
  }
  const int pending = static_cast<int>(poll.services.size());
  if (pending == 0 || pending > budget.attempts) {
    return std::nullopt;
  }
  int rounds = budget.attempts / pending;
  while (rounds > 1 && first_wait(budget.time, rounds) < k_shortest_wait) {
    --rounds;
  }
  poll.wait = first_wait(budget.time, rounds);
  return poll;
}

PollBudget after(const PollBudget& budget, const Poll& poll) noexcept {
  return {budget.time - poll.wait, budget.attempts - static_cast<int>(poll.services.size())};
}

}  // namespace pecprobe
