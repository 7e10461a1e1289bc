// One test from its order to its end, on a thread and a network of its own.
#pragma once

#include "probe/engine/account_check.hpp"
#include "probe/serve/checks/check_order.hpp"
#include "probe/serve/checks/check_tools.hpp"

#include <functional>
#include <memory>
#include <mutex>

namespace pecprobe {

class SharedGates;

/// Calls come from the thread of run().
struct CheckEvents {
  std::function<void(const std::vector<Protocol>& plan)> started;  // nothing keeps it from being tried
  std::function<void(LiveStep)> step;
  std::function<void(CheckEnd)> ended;  // the last; without started() before, nothing was tried
};

class CheckJob {
 public:
  /// `tools` and `gates` outlive the job.
  CheckJob(const CheckTools& tools, SharedGates& gates, CheckOrder order, CheckEvents events);

  void run();

  /// From any thread: nothing more starts, and what is under way ends within `grace`.
  void cancel(Duration grace);

 private:
  [[nodiscard]] bool is_cancelled();
  [[nodiscard]] CheckEnd outcome();
  [[nodiscard]] CheckEnd test(Network& network, const Account& account);
  [[nodiscard]] CheckOptions options_for(const Account& account, CheckLedger& ledger) const;

  const CheckTools& m_tools;
  SharedGates& m_gates;
  CheckOrder m_order;
  CheckEvents m_events;
  SystemClock m_clock;
  std::mutex m_mutex;  // guards what follows
  Network* m_network = nullptr;
  std::function<void()> m_stop_check;
  std::optional<Duration> m_cancelled;
};

}  // namespace pecprobe
