// One account's test in the background, on a thread and a network of its own.
#pragma once

#include "probe/monitor/history.hpp"
#include "probe/serve/background/watched_accounts.hpp"
#include "probe/serve/checks/check_tools.hpp"
#include "probe/serve/checks/gated_run.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <stop_token>

namespace pecprobe {

class BackgroundTest {
 public:
  /// `tools` and `gates` outlive the test. The account is the one at `place`.
  BackgroundTest(const CheckTools& tools, SharedGates& gates, std::shared_ptr<WatchedAccounts> accounts,
                 std::size_t place)
      : m_tools(tools), m_run(gates), m_accounts(std::move(accounts)), m_place(place) {}

  [[nodiscard]] const Account& account() const { return m_accounts->accounts()[m_place].account; }

  /// Blocks until it has ended. One that was cancelled says so in its services.
  [[nodiscard]] monitor::TestedAccount run();

  /// From any thread: nothing more starts, and what is under way ends within `grace`.
  void cancel(Duration grace) {
    m_stop.request_stop();
    m_run.cancel(grace);
  }

 private:
  void check(const Secret& password, CheckOptions& options, CheckLedger& ledger, monitor::TestedAccount& tested);

  const CheckTools& m_tools;
  GatedRun m_run;
  std::shared_ptr<WatchedAccounts> m_accounts;
  std::size_t m_place;
  std::stop_source m_stop;  // of the password's reading
  SystemClock m_clock;
};

}  // namespace pecprobe
