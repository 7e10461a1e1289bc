// Whose turn it is: in which order the services of one account may log in without risking a
// lock-out.
#pragma once

#include "probe/engine/targets.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace pecprobe {

/// What happens to a pending target now.
struct Turn {
  enum class Move { start, skip };
  std::size_t target = 0;  // place in the list
  Move move = Move::start;
  Target::SkipReason reason = Target::SkipReason::other_address_refused;  // of Move::skip
};

/// The next pending target that may start or is to be skipped; nothing when all that are pending
/// wait for one that runs.
///
/// Services run side by side, the addresses of one service one after the other; an address that
/// refuses the login ends its service. In a plan of three services the last of IMAP, SMTP, POP3
/// waits until the two before it have ended, and is skipped when both refused the credentials.
[[nodiscard]] std::optional<Turn> next_turn(const std::vector<Target>& targets, AfterTwoRefusals rule);

/// The server refused the credentials of this target for good, now or in a remembered run.
[[nodiscard]] bool refused_credentials(const Target& target);

}  // namespace pecprobe
