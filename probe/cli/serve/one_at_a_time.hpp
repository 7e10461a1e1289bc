// Turns that threads wait for, and may give up waiting for.
#pragma once

#include "protocols/net/network.hpp"

#include <condition_variable>
#include <mutex>
#include <stop_token>

namespace pecprobe {

/// Outlives the turns.
class OneAtATime {
 public:
  /// Blocks until nobody else has a turn; nothing when `stop` was asked for first. The next one's turn comes when this
  /// one is let go.
  [[nodiscard]] Hold wait(const std::stop_token& stop);

 private:
  void end();

  std::mutex m_mutex;  // guards what follows
  std::condition_variable_any m_changed;
  bool m_is_taken = false;
};

}  // namespace pecprobe
