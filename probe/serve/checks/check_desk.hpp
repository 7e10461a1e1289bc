// Tests under way and the results of those that have ended: in memory only, so many and for so long.
#pragma once

#include "probe/serve/checks/check_job.hpp"
#include "probe/serve/checks/check_order.hpp"
#include "probe/serve/checks/check_tools.hpp"
#include "probe/serve/checks/shared_gates.hpp"
#include "probe/serve/checks/worker_threads.hpp"

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace pecprobe {

/// Told about one test, on the desk's loop. Either `ended` alone, when nothing was tried, or `started` first.
struct CheckWatch {
  std::function<void(const std::string& id)> started;
  std::function<void(const LiveStep& step)> step;
  std::function<void(const std::string& id, const CheckEnd& end)> ended;
};

/// What is kept of a test that was started. Never a password.
struct CheckRecord {
  page::AccountForm form;
  page::RunningCheck running;
  std::optional<CheckEnd> end;  // nothing: under way
  Instant changed{};            // when it began or ended
};

class CheckDesk {
 public:
  struct Limits {
    std::size_t at_once = 16;
    std::size_t waiting = 16;
    std::size_t kept = 100;
    Duration kept_for = std::chrono::hours{2};
  };
  using Post = std::function<void(std::function<void()>)>;

  /// `post` calls an act on the loop's thread, from any; it, `tools` and `gates` outlive the desk. All else is for the
  /// loop's thread.
  CheckDesk(const CheckTools& tools, SharedGates& gates, const Limits& limits, Post post);
  ~CheckDesk();
  CheckDesk(const CheckDesk&) = delete;
  CheckDesk& operator=(const CheckDesk&) = delete;

  /// The number of the test for cancel(); nothing when too many wait, or the desk is closed.
  [[nodiscard]] std::optional<std::uint64_t> start(CheckOrder order, CheckWatch watch);
  /// Nothing more of it is started; what it does ends by itself.
  void cancel(std::uint64_t number);

  /// Null for one that is unknown or no longer kept.
  [[nodiscard]] const CheckRecord* find(const std::string& id);
  /// The results of that address and login that are kept, the latest first.
  struct Kept {
    std::string id;
    const CheckResult* result;
  };
  [[nodiscard]] std::vector<Kept> results_of(const Account& account) const;

  /// No further tests; those under way end within `grace`.
  void close(Duration grace);
  [[nodiscard]] std::size_t under_way() const noexcept { return m_running.size(); }

 private:
  struct Running {
    std::shared_ptr<CheckJob> job;
    CheckWatch watch;
    std::string id;
  };
  void started(std::uint64_t number, const std::vector<Protocol>& plan, const page::AccountForm& form);
  void stepped(std::uint64_t number, const LiveStep& step);
  void ended(std::uint64_t number, CheckEnd end);
  void forget_old_ones();

  const CheckTools& m_tools;
  SharedGates& m_gates;
  Limits m_limits;
  Post m_post;
  SystemClock m_clock;
  std::map<std::uint64_t, Running> m_running;
  std::map<std::string, CheckRecord> m_records;
  std::deque<std::string> m_order;  // of the records, oldest first
  std::uint64_t m_next = 1;
  bool m_is_closed = false;
  std::unique_ptr<WorkerThreads> m_threads;  // the first to go
};

}  // namespace pecprobe
