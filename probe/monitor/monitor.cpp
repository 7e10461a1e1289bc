#include "probe/monitor/monitor.hpp"

#include "probe/batch/batch.hpp"

#include <utility>

namespace pecprobe::monitor {

Monitor::Monitor(const ScheduleLimits& limits, HistoryStore* store, OnChange on_change, Timestamp now)
    : m_store(store), m_on_change(std::move(on_change)), m_schedule(limits, now) {
  if (m_store == nullptr) {
    return;
  }
  auto histories = m_store->all();
  const auto pauses = m_store->pauses();
  if (!histories || !pauses) {
    m_problem = !histories ? histories.error() : pauses.error();
    return;
  }
  for (AccountHistory& history : *histories) {
    const std::string key = key_of(history.name);
    m_histories.emplace(key, std::move(history));
  }
  for (const ProviderPause& pause : *pauses) {
    m_schedule.resume(pause);
  }
}

void Monitor::watch(std::vector<WatchedAccount> accounts) {
  const std::scoped_lock lock(m_mutex);
  std::vector<ScheduledAccount> scheduled;
  m_places.clear();
  for (std::size_t i = 0; i < accounts.size(); ++i) {
    const Account& account = accounts[i].account;
    const std::string key = key_of(name_of(account));
    m_places.emplace(key, i);
    if (accounts[i].testable == Testable::yes) {
      const auto history = known(key);
      scheduled.push_back({key, batch_group(account), history ? std::optional(history->tested_at) : std::nullopt});
    }
  }
  m_accounts = std::move(accounts);
  m_schedule.set_accounts(scheduled);
}

void Monitor::want_all() {
  const std::scoped_lock lock(m_mutex);
  m_schedule.want_all();
}

std::vector<std::size_t> Monitor::begin_due(Timestamp now) {
  const std::scoped_lock lock(m_mutex);
  std::vector<std::size_t> places;
  for (const std::string& key : m_schedule.begin_due(now)) {
    places.push_back(m_places.at(key));
  }
  return places;
}

void Monitor::ended(const TestedAccount& tested, Timestamp now) {
  const std::string key = key_of(name_of(tested.result.account));
  if (was_cut_off(tested.result)) {
    put_off(tested.result.account, now);
    return;
  }
  std::optional<AccountHistory> before;
  PauseNews news;
  {
    const std::scoped_lock lock(m_mutex);
    before = known(key);
    news = m_schedule.ended(key, account_sign(tested.result), tested.began, now);
    m_histories.insert_or_assign(key, history_after(before, tested));
  }
  const auto change = change_by(before, tested);
  if (m_store != nullptr) {
    note(m_store->record(history_after(before, tested), change ? transitions_of(*change) : std::vector<Transition>{}));
    keep(news);
  }
  if (change && m_on_change) {
    m_on_change(*change, tested.result);
  }
}

void Monitor::put_off(const Account& account, Timestamp until) {
  const std::scoped_lock lock(m_mutex);
  m_schedule.put_off(key_of(name_of(account)), until);
}

/// The last word counts: a disk that was full may have room again.
void Monitor::note(std::optional<StateProblem> problem) {
  const std::scoped_lock lock(m_mutex);
  m_problem = std::move(problem);
}

void Monitor::keep(const PauseNews& news) {
  if (const auto* pause = std::get_if<ProviderPause>(&news)) {
    note(m_store->pause(*pause));
  } else if (const auto* ended = std::get_if<PauseEnded>(&news)) {
    note(m_store->end_pause(ended->provider));
  }
}

std::optional<AccountHistory> Monitor::known(const std::string& key) const {
  const auto found = m_histories.find(key);
  return found == m_histories.end() ? std::nullopt : std::optional(found->second);
}

Timestamp Monitor::next_look(Timestamp now) const {
  const std::scoped_lock lock(m_mutex);
  return m_schedule.next_look(now);
}

std::size_t Monitor::under_way() const {
  const std::scoped_lock lock(m_mutex);
  return m_schedule.under_way();
}

bool Monitor::is_done(Timestamp now) const {
  const std::scoped_lock lock(m_mutex);
  return m_schedule.under_way() == 0 && !m_schedule.has_wanted(now);
}

std::optional<StateProblem> Monitor::problem() const {
  const std::scoped_lock lock(m_mutex);
  return m_problem;
}

MonitorView Monitor::view() const {
  const std::scoped_lock lock(m_mutex);
  MonitorView view{{}, m_schedule.pauses(), m_problem};
  for (const WatchedAccount& watched : m_accounts) {
    const std::string key = key_of(name_of(watched.account));
    view.accounts.push_back({watched, known(key), m_schedule.next_turn(key)});
  }
  return view;
}

}  // namespace pecprobe::monitor
