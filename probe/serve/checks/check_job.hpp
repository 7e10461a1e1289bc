// One test from its order to its end, on a thread and a network of its own.
#pragma once

#include "probe/engine/account_check.hpp"
#include "probe/serve/checks/check_order.hpp"
#include "probe/serve/checks/check_tools.hpp"
#include "probe/serve/checks/gated_run.hpp"

#include <functional>

namespace pecprobe {

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
  void cancel(Duration grace) { m_run.cancel(grace); }

 private:
  [[nodiscard]] CheckEnd outcome();
  [[nodiscard]] CheckEnd test(Network& network, const Account& account);
  [[nodiscard]] CheckOptions options_for(const Account& account, CheckLedger& ledger) const;

  const CheckTools& m_tools;
  GatedRun m_run;
  CheckOrder m_order;
  CheckEvents m_events;
  SystemClock m_clock;
};

}  // namespace pecprobe
