#include "probe/serve/checks/worker_threads.hpp"

#include <system_error>
#include <utility>

namespace pecprobe {

WorkerThreads::WorkerThreads(std::size_t threads, std::size_t waiting)
    : m_most_threads(threads), m_most_waiting(waiting) {}

WorkerThreads::~WorkerThreads() {
  {
    const std::scoped_lock lock(m_mutex);
    m_is_ending = true;
    m_waiting.clear();
  }
  m_changed.notify_all();
  for (std::thread& thread : m_threads) {
    thread.join();
  }
}

bool WorkerThreads::run(std::function<void()> act) {
  const std::scoped_lock lock(m_mutex);
  if (m_waiting.size() >= m_most_waiting + m_idle) {
    return false;
  }
  if (m_waiting.size() >= m_idle && m_threads.size() < m_most_threads) {
    add_thread();
  }
  if (m_threads.empty()) {
    return false;
  }
  m_waiting.push_back(std::move(act));
  m_changed.notify_one();
  return true;
}

/// For the holder of the mutex.
void WorkerThreads::add_thread() {
  try {
    m_threads.emplace_back([this] { work(); });
    ++m_idle;                           // it takes an act as soon as it runs
  } catch (const std::system_error&) {  // no further one now: those there are go on
  }
}

void WorkerThreads::work() {
  std::unique_lock lock(m_mutex);
  while (true) {
    m_changed.wait(lock, [this] { return m_is_ending || !m_waiting.empty(); });
    if (m_waiting.empty()) {
      return;
    }
    const std::function<void()> act = std::move(m_waiting.front());
    m_waiting.pop_front();
    --m_idle;
    lock.unlock();
    act();
    lock.lock();
    ++m_idle;
  }
}

}  // namespace pecprobe
