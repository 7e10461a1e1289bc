// The moment at which tests of gates and queues begin.
#pragma once

#include "protocols/base/clock.hpp"

namespace pecprobe {

inline constexpr Instant k_noon{std::chrono::hours{1}};

}  // namespace pecprobe
