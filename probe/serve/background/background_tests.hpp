// The tests that nobody asks for: of the accounts of a file, one after the other, for as long as the program runs.
#pragma once

#include "probe/monitor/monitor.hpp"
#include "probe/monitor/monitor_metrics.hpp"
#include "probe/serve/background/background_test.hpp"
#include "probe/serve/background/changed_file.hpp"
#include "probe/serve/background/watched_accounts.hpp"
#include "probe/serve/checks/session_turns.hpp"
#include "probe/serve/checks/worker_threads.hpp"

#include <condition_variable>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace pecprobe {

struct BackgroundSettings {
  monitor::ScheduleLimits limits;
  std::string accounts_file;
  std::shared_ptr<WatchedAccounts> accounts;  // as they were read at the start
  ReadAccounts read_again;
  std::unique_ptr<monitor::HistoryStore> history;  // null: nothing is kept over a restart
  monitor::ChangeListener* listener = nullptr;     // outlives the tests; null: nobody is told
  /// The history is not kept any more; once for each problem. From the monitor's thread.
  std::function<void(const StateProblem&)> tell_problem;
  /// This computer cannot test the account now; once for each fault. From the monitor's thread.
  std::function<void(const Account& account, const monitor::FaultHere& fault)> tell_fault;
  /// The file was read because reload() asked for it, whatever came of it. From the monitor's thread; may be empty.
  std::function<void()> reloaded{};
  AccountLabel label = AccountLabel::hash;
};

/// Whether everybody is tested once, now, or in turn for ever.
enum class TestingPlan { for_ever, everybody_once };

class BackgroundTests {
 public:
  /// `tools` and `turns` outlive the tests.
  BackgroundTests(BackgroundSettings settings, const CheckTools& tools, SessionTurns& turns);
  /// Waits for what is under way.
  ~BackgroundTests();
  BackgroundTests(const BackgroundTests&) = delete;
  BackgroundTests& operator=(const BackgroundTests&) = delete;

  /// Once. `done` is called from the monitor's thread when everybody was tested once.
  void start(TestingPlan plan, std::function<void()> done = nullptr);
  /// From any thread: the file is read again, changed or not.
  void reload();
  /// From any thread: nothing more starts, and what is under way ends within `grace`; what was cut off is not kept.
  void close(Duration grace);
  /// Waits until what is under way is over: within the grace that close() gave, or none.
  void finish();

  /// From any thread.
  [[nodiscard]] monitor::MonitorView view() const { return m_monitor.view(); }
  [[nodiscard]] monitor::AccountsFileState file_state() const;
  [[nodiscard]] AccountLabel label() const noexcept { return m_settings.label; }

 private:
  struct Ended {
    std::shared_ptr<BackgroundTest> test;
    std::optional<monitor::TestedAccount> tested;  // nothing: it failed with an exception
  };

  void work();
  bool take_in_what_ended();
  void look_at_file();
  void read_file();
  void begin_due();
  void begin(std::size_t place);
  void run(const std::shared_ptr<BackgroundTest>& test);
  void end(const std::shared_ptr<BackgroundTest>& test, std::optional<monitor::TestedAccount> tested);
  void tell_problem();
  void wait();

  BackgroundSettings m_settings;
  const CheckTools& m_tools;
  SessionTurns& m_turns;
  SystemClock m_clock;
  monitor::Monitor m_monitor;
  std::optional<StateProblem> m_told;           // for the monitor's thread
  std::shared_ptr<WatchedAccounts> m_accounts;  // for the monitor's thread
  ChangedFile m_file;                           // for the monitor's thread
  std::function<void()> m_done;                 // for the monitor's thread
  mutable std::mutex m_mutex;                   // guards what follows
  std::condition_variable m_changed;
  monitor::AccountsFileState m_file_state;
  std::list<std::shared_ptr<BackgroundTest>> m_running;
  std::vector<Ended> m_ended;
  std::optional<Duration> m_closing;
  bool m_reads_again = false;
  WorkerThreads m_threads;
  std::thread m_thread;  // the first to go
};

}  // namespace pecprobe
