#include "protocols/wire/service_facts.hpp"

#include <algorithm>

namespace pecprobe {

ConnectOutcome ConnectFacts::outcome() const {
  if (address) {
    return ConnectOutcome::connected;
  }
  constexpr std::array k_precedence = {ConnectOutcome::proxy_failed,  ConnectOutcome::refused,
                                       ConnectOutcome::local_failure, ConnectOutcome::unreachable,
                                       ConnectOutcome::timed_out,     ConnectOutcome::other};
  for (const ConnectOutcome outcome : k_precedence) {
    if (std::any_of(attempts.begin(), attempts.end(), [&](const auto& a) { return a.outcome == outcome; })) {
      return outcome;
    }
  }
  return ConnectOutcome::timed_out;
}

bool ServiceFacts::reached_dialogue() const noexcept {
  return local == LocalStop::none && resolve.outcome == ResolveOutcome::found && connect.address.has_value() &&
         (!tls || tls->verified());
}

}  // namespace pecprobe
