// A few threads for what blocks, so that the page's loop never does.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace pecprobe {

class WorkerThreads {
 public:
  /// At most so many threads, made when they are needed, and so many acts that wait for one.
  WorkerThreads(std::size_t threads, std::size_t waiting);
  /// What waits is forgotten; what runs is waited for.
  ~WorkerThreads();
  WorkerThreads(const WorkerThreads&) = delete;
  WorkerThreads& operator=(const WorkerThreads&) = delete;

  /// False when too many wait already, or the system gives not even a first thread.
  [[nodiscard]] bool run(std::function<void()> act);

 private:
  void add_thread();
  void work();

  const std::size_t m_most_threads;
  const std::size_t m_most_waiting;
  std::mutex m_mutex;  // guards what follows
  std::condition_variable m_changed;
  std::deque<std::function<void()>> m_waiting;
  std::size_t m_idle = 0;
  bool m_is_ending = false;
  std::vector<std::thread> m_threads;
};

}  // namespace pecprobe
