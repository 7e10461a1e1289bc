// Plays a recording's server to our client and gives what was seen.
#pragma once

#include "protocols/wire/service_facts.hpp"
#include "tests/replay/recorded_server.hpp"

namespace pecprobe::test {

/// Throws NotReplayable.
[[nodiscard]] ServiceFacts replay(const Recording& recording);

}  // namespace pecprobe::test
