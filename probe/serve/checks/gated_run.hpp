// What is run of one account through the shared gates, which can be cancelled from another thread.
#pragma once

#include "probe/engine/account_check.hpp"
#include "probe/serve/checks/shared_gates.hpp"

#include <functional>
#include <mutex>
#include <optional>

namespace pecprobe {

/// All but cancel() and is_cancelled() are for the thread of the network.
class GatedRun {
 public:
  /// `gates` outlives the run.
  explicit GatedRun(SharedGates& gates) : m_gates(gates) {}

  /// A cancel reaches what the network has under way, as long as this is held, which must not outlive the network.
  [[nodiscard]] Hold use(Network& network);

  /// Blocks until the check has ended; `network` is the one in use. `options.memory` is asked, not told.
  [[nodiscard]] AccountCheck::End check(Network& network, const Account& account, const Secret& password,
                                        const CheckOptions& options);

  /// Calls `act`, which runs the network, with a gate for the account's sessions that a cancel closes.
  void through_gate(Network& network, const Account& account, const Provider* provider,
                    const std::function<void(SessionGate&)>& act);

  /// From any thread: nothing more starts, and what is under way ends within `grace`.
  void cancel(Duration grace);
  [[nodiscard]] bool is_cancelled();

 private:
  class Reach;
  void set_stop(std::function<void()> stop);

  SharedGates& m_gates;
  std::mutex m_mutex;  // guards what follows
  Network* m_network = nullptr;
  std::function<void()> m_stop_check;
  std::optional<Duration> m_cancelled;
};

}  // namespace pecprobe
