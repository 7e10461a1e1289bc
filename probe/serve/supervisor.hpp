// Whoever started the server and watches over it.
#pragma once

#include <chrono>
#include <functional>

namespace pecprobe {

/// Called from the server's loop, so that they say that it turns; each may be empty.
struct Supervisor {
  std::function<void()> is_ready;      // from here on requests are answered, or the accounts file was read again
  std::function<void()> is_reloading;  // it was asked to read it again
  std::function<void()> is_stopping;
  std::function<void()> is_alive;
  std::chrono::milliseconds every{0};  // between two is_alive; 0: nobody wants to know
};

}  // namespace pecprobe
