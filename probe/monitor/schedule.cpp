#include "probe/monitor/schedule.hpp"

#include <algorithm>
#include <utility>

namespace pecprobe::monitor {

namespace {

/// Between two looks: long enough to cost nothing, short enough to notice that the computer slept.
constexpr std::chrono::seconds k_longest_wait{30};
constexpr std::chrono::minutes k_gap{3};
constexpr std::chrono::minutes k_set_back{1};
constexpr std::chrono::minutes k_first_soon{1};
constexpr int k_most_doublings = 16;

}  // namespace

Schedule::Schedule(const ScheduleLimits& limits, Timestamp now) : m_limits(limits), m_watched_since(now), m_seen(now) {}

void Schedule::set_accounts(const std::vector<ScheduledAccount>& accounts) {
  std::map<std::string, Known> kept;
  for (const ScheduledAccount& account : accounts) {
    const auto known = m_accounts.find(account.key);
    Known its = known == m_accounts.end() ? Known{account.provider, account.last_tested} : known->second;
    if (!its.is_under_way) {
      its.provider = account.provider;
    }
    its.is_gone = false;
    if (its.last_tested && *its.last_tested > m_seen + k_set_back) {
      its.last_tested.reset();  // by a clock that was ahead: nobody knows when that was
    }
    kept.emplace(account.key, std::move(its));
  }
  for (auto& [key, account] : m_accounts) {
    if (account.is_under_way && !kept.contains(key)) {
      account.is_gone = true;
      kept.emplace(key, account);
    }
  }
  m_accounts = std::move(kept);
}

/// A time beyond what a pause lasts comes from a clock that was wrong then.
void Schedule::resume(const ProviderPause& pause) {
  ProviderPause resumed = pause;
  resumed.until = std::min(pause.until, m_seen + pause_length(pause.times));
  provider_of(pause.provider).pause = resumed;
}

void Schedule::want_all() {
  for (auto& [key, account] : m_accounts) {
    account.is_wanted = true;
  }
}

/// The computer slept, or its clock was set: what came due meanwhile is caught up with slowly.
void Schedule::notice_gap(Timestamp now) {
  if (now > m_seen + k_gap || now < m_seen - k_set_back) {
    m_watched_since = now;
    for (auto& [name, provider] : m_providers) {
      provider.watched_since = std::min(provider.watched_since, now);
      if (provider.pause) {
        provider.pause->until = std::min(provider.pause->until, now + pause_length(provider.pause->times));
      }
    }
    for (auto& [key, account] : m_accounts) {
      if (account.last_tested && *account.last_tested > now + m_limits.interval) {
        account.last_tested.reset();  // nobody knows when that was
      }
      account.put_off_until.reset();
      account.again_at = account.again_at ? std::optional(soon(account.times_soon, now)) : std::nullopt;
    }
  }
  m_seen = now;
}

Schedule::Provider& Schedule::provider_of(const std::string& name) {
  return m_providers.try_emplace(name, m_limits.breaker).first->second;
}

const Schedule::Provider* Schedule::find_provider(const std::string& name) const {
  const auto found = m_providers.find(name);
  return found == m_providers.end() ? nullptr : &found->second;
}

Timestamp Schedule::due(const std::string& key, const Known& account) const {
  const Provider* provider = find_provider(account.provider);
  const Timestamp watched_since =
      provider == nullptr ? m_watched_since : std::max(m_watched_since, provider->watched_since);
  Timestamp due =
      account.is_wanted ? m_watched_since : due_at(key, m_limits.interval, account.last_tested, watched_since);
  due = account.again_at ? std::min(due, *account.again_at) : due;
  return account.put_off_until ? std::max(due, *account.put_off_until) : due;
}

bool Schedule::has_room(const std::string& name, const Provider& provider, Timestamp now) const {
  if (provider.pause) {
    return now >= provider.pause->until && provider.under_way == 0;
  }
  const auto room = provider.breaker.room(name);
  return provider.under_way < std::min(m_limits.per_provider, room.value_or(m_limits.per_provider));
}

std::vector<std::string> Schedule::begin_due(Timestamp now) {
  notice_gap(now);
  std::vector<std::pair<Timestamp, std::string>> waiting;
  for (const auto& [key, account] : m_accounts) {
    if (const Timestamp turn = due(key, account); !account.is_under_way && turn <= now) {
      waiting.emplace_back(turn, key);
    }
  }
  std::sort(waiting.begin(), waiting.end());
  std::vector<std::string> begun;
  for (const auto& [turn, key] : waiting) {
    Known& account = m_accounts.at(key);
    Provider& provider = provider_of(account.provider);
    if (m_under_way < m_limits.at_once && has_room(account.provider, provider, now)) {
      account.is_under_way = true;
      ++provider.under_way;
      ++m_under_way;
      begun.push_back(key);
    }
  }
  return begun;
}

Timestamp Schedule::soon(int times, Timestamp now) const {
  const Interval longest = std::max<Interval>(k_first_soon, m_limits.interval / k_turns_to_catch_up);
  return now + std::min<Interval>(k_first_soon * (1 << std::min(times - 1, k_most_doublings)), longest);
}

PauseNews Schedule::ended(const std::string& key, AccountSign sign, Timestamp began, Timestamp now, Again again) {
  const auto account = m_accounts.find(key);
  account->second.times_soon = again == Again::soon ? account->second.times_soon + 1 : 0;
  account->second.again_at = again == Again::soon ? std::optional(soon(account->second.times_soon, now)) : std::nullopt;
  account->second.is_wanted = false;
  account->second.put_off_until.reset();
  account->second.last_tested = began;
  const std::string provider = account->second.provider;
  come_back(account);
  return judge(provider, provider_of(provider), sign, now);
}

void Schedule::put_off(const std::string& key, Timestamp until) {
  const auto account = m_accounts.find(key);
  account->second.put_off_until = until;
  come_back(account);
}

void Schedule::come_back(std::map<std::string, Known>::iterator account) {
  account->second.is_under_way = false;
  --provider_of(account->second.provider).under_way;
  --m_under_way;
  if (account->second.is_gone) {
    m_accounts.erase(account);
  }
}

PauseNews Schedule::judge(const std::string& name, Provider& provider, AccountSign sign, Timestamp now) const {
  const bool is_bad = sign == AccountSign::refused || sign == AccountSign::turned_away || sign == AccountSign::cut_off;
  if (provider.pause && now < provider.pause->until) {
    return {};  // it was under way when the pause began
  }
  if (provider.pause && sign == AccountSign::accepted) {
    provider.pause.reset();
    provider.breaker = Breaker(m_limits.breaker);
    provider.watched_since = now;
    return PauseEnded{name};
  }
  if (provider.pause && is_bad) {
    ++provider.pause->times;
    provider.pause->until = now + pause_length(provider.pause->times);
    return *provider.pause;
  }
  const auto stop = provider.pause ? std::nullopt : provider.breaker.count(name, sign);
  if (!stop) {
    return {};
  }
  provider.pause = ProviderPause{name, now + pause_length(1), 1, *stop};
  return *provider.pause;
}

Timestamp Schedule::next_look(Timestamp now) const {
  Timestamp look = now + k_longest_wait;
  for (const auto& [key, account] : m_accounts) {
    if (const Timestamp turn = due(key, account); !account.is_under_way && turn > now) {
      look = std::min(look, turn);
    }
  }
  return look;
}

std::optional<Timestamp> Schedule::next_turn(const std::string& key) const {
  const auto account = m_accounts.find(key);
  if (account == m_accounts.end() || account->second.is_under_way) {
    return std::nullopt;
  }
  const Provider* provider = find_provider(account->second.provider);
  return provider != nullptr && provider->pause ? std::nullopt : std::optional(due(key, account->second));
}

std::vector<ProviderPause> Schedule::pauses() const {
  std::vector<ProviderPause> pauses;
  for (const auto& [name, provider] : m_providers) {
    if (provider.pause) {
      pauses.push_back(*provider.pause);
    }
  }
  return pauses;
}

bool Schedule::has_wanted(Timestamp now) const {
  return std::any_of(m_accounts.begin(), m_accounts.end(), [&](const auto& entry) {
    const Provider* provider = find_provider(entry.second.provider);
    const bool is_left_alone = provider != nullptr && provider->pause && provider->pause->until > now;
    return entry.second.is_wanted && !is_left_alone;
  });
}

}  // namespace pecprobe::monitor
