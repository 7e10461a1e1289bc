// When a provider whose accounts were refused or turned away one after the other may be tried again.
#pragma once

#include "probe/batch/breaker_limits.hpp"
#include "protocols/base/clock.hpp"

#include <chrono>
#include <string>

namespace pecprobe::monitor {

/// No account of the provider is tested until then; afterwards one, and with its login the pause ends or a longer one
/// begins.
struct ProviderPause {
  std::string provider;  // batch_group() of its accounts
  Timestamp until{};
  int times = 1;  // pauses without an accepted login in between
  GroupStop why;

  bool operator==(const ProviderPause&) const = default;
};

/// 15 minutes for the first pause, doubled each time, four hours at most. An outage that reads as refusals costs two
/// refused logins of one account for each pause.
[[nodiscard]] std::chrono::minutes pause_length(int times) noexcept;

}  // namespace pecprobe::monitor
