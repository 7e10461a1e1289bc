// One event loop of a batch with its thread: runs the checks of the accounts that it is given.
#pragma once

#include "probe/batch/host_gate.hpp"
#include "probe/engine/account_check.hpp"
#include "protocols/net/network.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

namespace pecprobe {

/// Who is told what a worker's accounts do, in the order in which they did it. All calls come from the loop of the run,
/// not from the worker's.
class WorkerEvents {
 public:
  WorkerEvents() = default;
  WorkerEvents(const WorkerEvents&) = delete;
  WorkerEvents& operator=(const WorkerEvents&) = delete;
  virtual ~WorkerEvents() = default;

  /// A session waits for `answer`, which may be called at any time, once.
  virtual void asked(std::size_t account, const Endpoint& endpoint, SessionGate::Answer answer) = 0;
  virtual void session_ended(std::size_t account, const Endpoint& endpoint, SessionEnd how) = 0;
  virtual void account_ended(std::size_t account, AccountCheck::End end) = 0;
};

/// The answer to a question that the check is going to ask first: got before the account went to its worker, it spares
/// both threads waking each other up.
struct FirstAnswer {
  Endpoint endpoint;
  Admission admission;
};

/// An account on its way to a worker.
struct WorkerJob {
  std::size_t account = 0;  // number within the run
  Account subject;
  Credentials credentials;
  CheckOptions options;
  std::vector<std::optional<RememberedRefusal>> remembered;
  std::optional<FirstAnswer> first{};
};

class Worker {
 public:
  /// Starts the thread. `run`, the loop that the events come from, and `events` outlive the worker.
  Worker(std::unique_ptr<Network> network, Network& run, WorkerEvents& events);
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;
  /// Cancels what is under way and waits for the thread. No event comes any more once the loop of the run has ended.
  ~Worker();

  void check(WorkerJob job);
  /// Nothing new starts; what is under way may end within `grace`.
  void stop(Duration grace);

  /// Accounts that were given and whose end was not yet told.
  [[nodiscard]] std::size_t load() const noexcept { return m_load; }
  void account_was_told() noexcept { --m_load; }

 private:
  class Gate;
  struct Running {
    std::unique_ptr<Gate> gate;
    std::unique_ptr<AccountCheck> check;
  };

  void serve();
  void begin(WorkerJob& job);
  void end(std::size_t account, AccountCheck::End end);
  /// Tells the run at the end of this turn of the loop, with whatever else happens in it: to wake the other thread
  /// costs more than most of what it then does.
  void tell(std::function<void()> event);
  void tell_all();

  std::unique_ptr<Network> m_network;
  Network& m_run;
  WorkerEvents& m_events;
  // For the thread of the run:
  std::size_t m_load = 0;
  Hold m_hold;
  // For the worker's:
  std::map<std::size_t, Running> m_running;
  bool m_is_stopping = false;
  std::vector<std::function<void()>> m_news;  // what the run was not told yet
  std::thread m_thread;                       // the last one: it uses all of them
};

}  // namespace pecprobe
