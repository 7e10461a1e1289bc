#pragma once

#include "protocols/base/clock.hpp"

namespace pecprobe {

inline constexpr Instant k_noon{std::chrono::hours{1}};

}  // namespace pecprobe
