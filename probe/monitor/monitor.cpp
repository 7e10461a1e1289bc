#include "probe/monitor/monitor.hpp"

#include "probe/batch/batch.hpp"

#include <algorithm>
#include <utility>

namespace pecprobe::monitor {

namespace {

/// A further login could be one more with a refused password.
bool sent_in_vain(const ServiceResult& service) noexcept {
  return service.facts.dialogue.auth.attempted && !service.facts.dialogue.auth.accepted;
}

Again again_after(const AccountResult& result) noexcept {
  return fault_here(result) != nullptr && std::none_of(result.services.begin(), result.services.end(), sent_in_vain)
             ? Again::soon
             : Again::in_turn;
}

/// Whether nothing became known of any service.
bool tested_nothing(const AccountResult& result) noexcept {
  return std::all_of(result.services.begin(), result.services.end(),
                     [](const ServiceResult& service) { return is_fault_here(service.diagnosis.code); });
}

}  // namespace

Monitor::Monitor(const ScheduleLimits& limits, HistoryStore* store, ChangeListener* listener, Timestamp now)
    : m_store(store), m_listener(listener), m_schedule(limits, now) {
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

std::optional<FaultHere> Monitor::ended(const TestedAccount& tested, Timestamp now) {
  const std::string key = key_of(name_of(tested.result.account));
  if (was_cut_off(tested.result)) {
    put_off(tested.result.account, now);
    return std::nullopt;
  }
  std::optional<AccountHistory> before;
  std::optional<AccountHistory> after;  // nothing: it was no result
  std::optional<FaultHere> fault;
  PauseNews news;
  {
    const std::scoped_lock lock(m_mutex);
    before = known(key);
    news = m_schedule.ended(key, account_sign(tested.result), tested.began, now, again_after(tested.result));
    fault = take_fault(key, tested);
    if (!tested_nothing(tested.result)) {
      after = history_after(before, tested);
      m_histories.insert_or_assign(key, *after);
    }
  }
  if (m_store != nullptr) {
    if (after) {
      write(key, tested, before, *after);
    }
    keep(news);
  }
  return fault;
}

/// For the holder of the mutex.
std::optional<FaultHere> Monitor::take_fault(const std::string& key, const TestedAccount& tested) {
  const ServiceResult* service = fault_here(tested.result);
  if (service == nullptr) {
    m_faults.erase(key);
    return std::nullopt;
  }
  const Diagnosis& diagnosis = service->diagnosis;
  const auto known = m_faults.find(key);
  if (known != m_faults.end() && known->second.code == diagnosis.code) {
    return std::nullopt;
  }
  return m_faults.insert_or_assign(key, FaultHere{diagnosis.code, tested.began, diagnosis.evidence}).first->second;
}

void Monitor::write(const std::string& key, const TestedAccount& tested, const std::optional<AccountHistory>& before,
                    const AccountHistory& after) {
  const auto unwritten = m_unwritten.find(key);
  const auto change = change_by(unwritten == m_unwritten.end() ? before : unwritten->second, tested);
  const bool is_told = change && m_listener != nullptr;
  auto problem = m_store->record(
      after, change ? transitions_of(*change) : std::vector<Transition>{},
      is_told ? StateWork([&](SQLite::Database& state) { m_listener->keep(state, *change, tested.result); })
              : StateWork{});
  if (problem) {
    m_unwritten.try_emplace(key, before);
  } else {
    m_unwritten.erase(key);
    if (is_told) {
      m_listener->kept();
    }
  }
  note(std::move(problem));
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
    const auto fault = m_faults.find(key);
    view.accounts.push_back({watched, known(key), m_schedule.next_turn(key),
                             fault == m_faults.end() ? std::nullopt : std::optional(fault->second)});
  }
  return view;
}

}  // namespace pecprobe::monitor
