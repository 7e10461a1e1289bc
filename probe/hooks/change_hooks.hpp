// The hooks of one server: what changes goes into the queue, and from there to each hook on a thread of its own.
#pragma once

#include "probe/hooks/change_body.hpp"
#include "probe/hooks/deliverer.hpp"
#include "probe/hooks/delivery_queue.hpp"
#include "probe/hooks/retry_rule.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace pecprobe::hooks {

/// What has waited for longer is not told any more: longer than a receiver that is away is tried.
inline constexpr std::chrono::hours k_oldest_told{48};

/// What whoever runs the server should read.
struct HookNotice {
  enum class Kind {
    failed,     // is tried again
    given_up,   // after many failures
    dropped,    // the queue is full: `count` of the oldest went
    outdated,   // `count` were not told in time: nobody needs them any more
    state_bad,  // the state file cannot be used
  };
  Kind kind;
  std::optional<Hook> hook{};
  std::string detail{};
  std::size_t count = 0;
  std::optional<StateProblem> problem{};
};

struct HookSettings {
  std::vector<std::unique_ptr<Deliverer>> deliverers;
  std::function<Telling()> telling;
  RetryRule retry{};
  std::chrono::milliseconds oldest = k_oldest_told;
  std::function<double()> chance;                      // in [0, 1); from any thread
  std::function<void(const HookNotice& notice)> tell;  // from any thread
};

/// What keep() wrote is told after kept().
class ChangeHooks : public monitor::ChangeListener {
 public:
  /// What is under way when it goes is ended within about a second, and delivered by the next run.
  [[nodiscard]] static std::unique_ptr<ChangeHooks> make(std::unique_ptr<DeliveryQueue> queue, HookSettings settings,
                                                         const Clock& clock);

  /// Once: begins with what an earlier run left.
  virtual void begin() = 0;
};

}  // namespace pecprobe::hooks
