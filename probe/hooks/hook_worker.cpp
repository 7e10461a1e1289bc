#include "probe/hooks/hook_worker.hpp"

#include "protocols/base/text.hpp"

#include <algorithm>
#include <exception>

namespace pecprobe::hooks {

namespace {

using std::chrono::milliseconds;

/// The queue is looked at again, since the clock may have been set, and the state file may have become usable.
constexpr milliseconds k_longest_rest{60'000};
constexpr milliseconds k_longest_pause{600'000};

}  // namespace

HookWorker::HookWorker(DeliveryQueue& queue, Deliverer& deliverer, const HookSettings& settings, const Clock& clock)
    : m_queue(queue),
      m_deliverer(deliverer),
      m_settings(settings),
      m_clock(clock),
      m_thread([this](const std::stop_token& stop) { work(stop); }) {}

void HookWorker::look() {
  const std::scoped_lock lock(m_mutex);
  m_has_news = true;
  m_changed.notify_all();
}

void HookWorker::work(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    milliseconds wait = k_longest_rest;
    try {
      wait = take_turn(stop);
    } catch (const std::exception&) {  // no memory: later there may be some
    }
    rest(wait, stop);
  }
}

milliseconds HookWorker::take_turn(const std::stop_token& stop) {
  const Timestamp now = m_clock.wall_now();
  const auto forgotten = m_queue.forget_older(now - m_settings.oldest);
  if (!forgotten) {
    tell_problem(forgotten.error());
    return k_longest_rest;
  }
  if (*forgotten > 0) {
    m_settings.tell({.kind = HookNotice::Kind::outdated, .count = *forgotten});
  }
  const auto waiting = m_queue.waiting(m_deliverer.hook(), now, m_settings.retry.longest);
  if (!waiting) {
    tell_problem(waiting.error());
    return k_longest_rest;
  }
  if (const Instant present = m_clock.now(); present < m_not_before) {
    return std::chrono::ceil<milliseconds>(m_not_before - present);
  }
  if (waiting->due) {
    return m_over.contains(waiting->due->number) ? put_away(*waiting->due, milliseconds{0})
                                                 : deliver(*waiting->due, stop);
  }
  return waiting->next ? *waiting->next - now : k_longest_rest;
}

milliseconds HookWorker::put_away(const Delivery& delivery, milliseconds rest) {
  m_over.insert(delivery.number);
  const auto problem = m_queue.remove(delivery);
  tell_problem(problem);
  if (problem) {
    return k_longest_rest;
  }
  m_over.erase(delivery.number);
  return rest;
}

milliseconds HookWorker::deliver(const Delivery& delivery, const std::stop_token& stop) {
  const auto failure = tried(delivery, stop);
  if (!failure) {
    m_failures_in_a_row = 0;
    return put_away(delivery, pause(m_deliverer.rest_after()));
  }
  if (stop.stop_requested()) {
    return milliseconds{0};  // cut short by us: that does not count
  }
  const int failures = delivery.failures + 1;
  const bool is_last = failures >= m_settings.retry.most_failures;
  m_settings.tell({.kind = is_last ? HookNotice::Kind::given_up : HookNotice::Kind::failed,
                   .hook = m_deliverer.hook(),
                   .detail = *failure});
  const milliseconds wait_for_others = m_settings.retry.wait(++m_failures_in_a_row, m_settings.chance());
  const milliseconds rest = pause(std::max(m_deliverer.rest_after(), std::min(wait_for_others, k_longest_pause)));
  if (is_last) {
    return put_away(delivery, rest);
  }
  const milliseconds wait = m_settings.retry.wait(failures, m_settings.chance());
  const auto problem = m_queue.postpone(delivery, m_clock.wall_now() + wait);
  tell_problem(problem);
  return problem ? k_longest_rest : rest;
}

milliseconds HookWorker::pause(milliseconds length) {
  m_not_before = m_clock.now() + length;
  return length;
}

std::optional<std::string> HookWorker::tried(const Delivery& delivery, const std::stop_token& stop) {
  try {
    Delivery told = delivery;
    told.body = change_body(delivery.body, m_settings.telling().label);
    return m_deliverer.deliver(told, stop);
  } catch (const std::exception& error) {  // a row that nobody of ours wrote, or no memory
    return printable(error.what(), 200);
  }
}

void HookWorker::rest(milliseconds wait, const std::stop_token& stop) {
  std::unique_lock lock(m_mutex);
  m_changed.wait_for(lock, stop, std::min(wait, k_longest_rest), [this] { return m_has_news; });
  m_has_news = false;
}

void HookWorker::tell_problem(const std::optional<StateProblem>& problem) const {
  if (problem) {
    m_settings.tell({.kind = HookNotice::Kind::state_bad, .hook = m_deliverer.hook(), .problem = problem});
  }
}

}  // namespace pecprobe::hooks
