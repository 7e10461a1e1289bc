#include "probe/batch/batch_run.hpp"

#include "probe/batch/untried.hpp"

#include <algorithm>
#include <functional>
#include <random>
#include <utility>

namespace pecprobe {

namespace {

constexpr int k_untried_in_a_row = 64;  // accounts that end unseen before signals and answers are looked at again

std::function<double()> dice() {
  return [engine = std::minstd_rand{std::random_device{}()}]() mutable {
    return std::uniform_real_distribution<double>{0.0, 1.0}(engine);
  };
}

Waiting::For reason_of(Block::By block) noexcept {
  switch (block) {
    case Block::By::provider_rate: return Waiting::For::provider_rate;
    case Block::By::host_recovers: return Waiting::For::host_recovers;
    case Block::By::concurrency:
    case Block::By::host:
    case Block::By::rate: break;
  }
  return Waiting::For::rate;
}

Waiting waiting_for(const SessionQueue::TimedWait& wait, Instant now) {
  const Waiting::For reason = reason_of(wait.block.by);
  Waiting waiting{reason, {}, *wait.block.until - now};
  switch (reason) {
    case Waiting::For::rate: break;
    case Waiting::For::provider_rate: waiting.name = wait.lane.group; break;
    case Waiting::For::host_recovers: waiting.name = wait.lane.host; break;
  }
  return waiting;
}

}  // namespace

BatchRun::BatchRun(Network& loop, std::vector<std::unique_ptr<Network>> workers, AccountFeed& feed,
                   BatchObserver& observer, const BatchOptions& options)
    : m_loop(loop),
      m_feed(feed),
      m_observer(observer),
      m_options(options),
      m_dice(dice()),
      m_gates({std::max<std::size_t>(options.concurrency, 1), options.budgets.per_host(), options.rate}, dice()),
      m_breaker(options.breaker),
      m_reader(loop) {
  for (auto& network : workers) {
    m_workers.push_back(std::make_unique<Worker>(std::move(network), loop, *this));
  }
}

BatchOutcome BatchRun::run() {
  m_hold = m_loop.keep_running();
  if (m_options.check.on_signal == OnSignal::end_check) {
    m_loop.on_signal([this] { stop(BatchOutcome::End::signalled, m_loop.signal()); });
  }
  if (m_options.time_limit) {
    m_time_limit = m_loop.after(*m_options.time_limit, [this] { stop(BatchOutcome::End::time_limit, {}); });
  }
  m_outcome.concurrency = m_gates.limits().concurrency;
  m_loop.post([this] { go_on(); });
  m_loop.run();
  return m_outcome;
}

void BatchRun::go_on() {
  begin_sessions();
  take_accounts();
  wait_for_time();
  if (m_open.empty() && (m_feed_has_ended || m_is_stopping)) {
    m_time_limit.reset();
    m_hold.reset();
  }
}

void BatchRun::begin_sessions() {
  const auto may_begin = [this](const QueuedSession& session) {
    const Open& account = m_open.at(session.account);
    const auto room = m_breaker.room(account.group);
    return account.has_begun || !room || m_crowds[account.group].begun < *room;
  };
  while (const auto session = m_queue.take_next(m_gates, m_clock.now(), may_begin)) {
    begin_session(*session);
  }
}

void BatchRun::take_accounts() {
  int untried = 0;
  while (!m_is_stopping && !m_feed_has_ended && m_gates.in_flight() + m_coming < m_gates.limits().concurrency &&
         !m_gates.run_block(m_clock.now())) {
    if (untried == k_untried_in_a_row) {
      m_loop.post([this] { go_on(); });
      return;
    }
    auto next = m_feed.next(m_waiting_groups);
    if (!next) {
      m_feed_has_ended = m_waiting_groups.empty();
      return;
    }
    const auto account = open(std::move(*next));
    if (const GroupStop* stopped = m_breaker.stop_of(account->second.group)) {
      ++untried;
      end_untried(account, stopped_diagnosis(account->second.group, *stopped));
    } else {
      read_password(account->first);
    }
  }
}

std::optional<SessionQueue::TimedWait> BatchRun::first_to_open(Instant now) const {
  auto wait = m_queue.first_to_open(m_gates, now);
  if (!wait && !m_feed_has_ended && !m_is_stopping) {  // no session waits, yet the rate keeps accounts in the feed
    if (const auto block = m_gates.run_block(now); block && block->until) {
      wait = SessionQueue::TimedWait{{}, *block};
    }
  }
  return wait;
}

void BatchRun::wait_for_time() {
  m_next_opening.reset();
  const Instant now = m_clock.now();
  const auto wait = first_to_open(now);
  if (wait) {
    m_next_opening = m_loop.after(*wait->block.until - now, [this] { go_on(); });
  }
  const bool is_waiting = wait && m_gates.in_flight() == 0 && m_coming == 0;
  if (is_waiting && !m_is_waiting) {
    m_observer.waiting(waiting_for(*wait, now));
  } else if (!is_waiting && m_is_waiting) {
    m_observer.waiting(std::nullopt);
  }
  m_is_waiting = is_waiting;
}

void BatchRun::stop(BatchOutcome::End end, std::optional<int> signal) {
  if (std::exchange(m_is_stopping, true)) {
    return;
  }
  m_outcome.end = end;
  m_outcome.signal = signal;
  m_reader.forget_waiting();
  for (const QueuedSession& session : m_queue.take_all([](const QueuedSession&) { return true; })) {
    session.answer({Admission::Kind::cancel});
  }
  for (const auto& worker : m_workers) {
    worker->stop(k_batch_grace);
  }
  for (auto account = m_open.begin(); account != m_open.end();) {
    const auto here = account++;
    if (here->second.worker != nullptr) {
      continue;
    }
    if (here->second.first) {
      conclude(here, untried_service(here->second, cancelled_diagnosis()));
    } else {
      end_untried(here, cancelled_diagnosis());
    }
  }
  go_on();
}

}  // namespace pecprobe
