// Takes one hook's deliveries from the queue, one at a time, on a thread of its own.
#pragma once

#include "probe/hooks/change_hooks.hpp"

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <set>
#include <thread>

namespace pecprobe::hooks {

class HookWorker {
 public:
  /// Everything outlives it.
  HookWorker(DeliveryQueue& queue, Deliverer& deliverer, const HookSettings& settings, const Clock& clock);

  /// There may be something new.
  void look();
  /// Does not wait for the end.
  void stop() { m_thread.request_stop(); }

 private:
  void work(const std::stop_token& stop);
  /// Does what is due now; how long to rest before the next look.
  [[nodiscard]] std::chrono::milliseconds take_turn(const std::stop_token& stop);
  /// Tries one; how long to rest before the next.
  [[nodiscard]] std::chrono::milliseconds deliver(const Delivery& delivery, const std::stop_token& stop);
  [[nodiscard]] std::optional<std::string> tried(const Delivery& delivery, const std::stop_token& stop);
  /// It needs no further try; how long to rest.
  [[nodiscard]] std::chrono::milliseconds put_away(const Delivery& delivery, std::chrono::milliseconds rest);
  void rest(std::chrono::milliseconds wait, const std::stop_token& stop);
  /// Nobody is told before the end of it: all deliveries go the same way, and would meet the same trouble.
  [[nodiscard]] std::chrono::milliseconds pause(std::chrono::milliseconds length);
  void tell_problem(const std::optional<StateProblem>& problem) const;

  DeliveryQueue& m_queue;
  Deliverer& m_deliverer;
  const HookSettings& m_settings;
  const Clock& m_clock;
  std::set<std::int64_t> m_over;  // numbers that need no further try, and are still in the queue: it takes no changes
  int m_failures_in_a_row = 0;    // of whatever deliveries
  Instant m_not_before{};         // when the next one may be tried
  std::mutex m_mutex;             // guards what follows
  std::condition_variable_any m_changed;
  bool m_has_news = false;
  std::jthread m_thread;
};

}  // namespace pecprobe::hooks
