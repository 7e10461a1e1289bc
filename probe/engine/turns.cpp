#include "probe/engine/turns.hpp"

#include "probe/diagnosis/diagnose.hpp"
#include "probe/engine/retry.hpp"

#include <algorithm>
#include <set>
#include <span>

namespace pecprobe {

namespace {

constexpr std::size_t k_side_by_side = 2;  // services that may log in before any verdict is known

/// IMAP and SMTP tell the most about receiving and sending; POP3 repeats what IMAP says.
int rank_of(Protocol protocol) noexcept {
  switch (protocol) {
    case Protocol::imap: return 0;
    case Protocol::smtp: return 1;
    case Protocol::pop3: return 2;
  }
  return 0;
}

bool is_over(const Target& target) noexcept {
  switch (target.state) {
    case Target::State::pending:
    case Target::State::running: return false;
    case Target::State::ended:
    case Target::State::skipped:
    case Target::State::remembered: return true;
  }
  return true;
}

/// Refused for good or for now: the same credentials are not offered to the service's other
/// addresses.
bool refused_login(const Target& target) noexcept {
  return target.state == Target::State::ended && target.facts && target.facts->dialogue.stop == Stop::auth_refused;
}

/// Whether `other` belongs to a service that comes before `target`'s.
bool comes_before(const Target& other, const Target& target) noexcept {
  const int rank = rank_of(target.endpoint.protocol);
  const int other_rank = rank_of(other.endpoint.protocol);
  return other.service != target.service &&
         (other_rank < rank || (other_rank == rank && other.service < target.service));
}

/// The services before `target`'s of which a target satisfies `condition`.
template <typename Condition>
std::size_t services_before(const Target& target, const std::vector<Target>& targets, Condition condition) {
  std::set<std::size_t> services;
  for (const Target& other : targets) {
    if (comes_before(other, target) && condition(other)) {
      services.insert(other.service);
    }
  }
  return services.size();
}

std::optional<Turn> turn_of(std::size_t index, const std::vector<Target>& targets, AfterTwoRefusals rule) {
  const Target& target = targets[index];
  const auto any_of_service = [&](auto condition) {
    return std::any_of(targets.begin(), targets.end(),
                       [&](const Target& other) { return other.service == target.service && condition(other); });
  };
  if (any_of_service([](const Target& other) { return other.state == Target::State::running; })) {
    return std::nullopt;
  }
  if (any_of_service(refused_login)) {
    return Turn{index, Turn::Move::skip, Target::SkipReason::other_address_refused};
  }
  const bool waits_for_verdicts =
      rule == AfterTwoRefusals::skip_the_rest &&
      services_before(target, targets, [](const Target&) { return true; }) >= k_side_by_side;
  if (!waits_for_verdicts) {
    return Turn{index};
  }
  if (services_before(target, targets, [](const Target& other) { return !is_over(other); }) > 0) {
    return std::nullopt;
  }
  if (services_before(target, targets, refused_credentials) >= k_side_by_side) {
    return Turn{index, Turn::Move::skip, Target::SkipReason::two_services_refused};
  }
  return Turn{index};
}

}  // namespace

bool refused_credentials(const Target& target) {
  if (target.state == Target::State::remembered) {
    return true;
  }
  return refused_login(target) &&
         is_refusal(*target.facts, diagnose(std::span(&*target.facts, 1), Knowledge{}).front());
}

std::optional<Turn> next_turn(const std::vector<Target>& targets, AfterTwoRefusals rule) {
  for (std::size_t i = 0; i < targets.size(); ++i) {
    if (targets[i].state == Target::State::pending) {
      if (const auto turn = turn_of(i, targets, rule)) {
        return turn;
      }
    }
  }
  return std::nullopt;
}

}  // namespace pecprobe
