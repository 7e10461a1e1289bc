#include "probe/batch/session_gates.hpp"

#include <utility>

namespace pecprobe {

std::optional<std::size_t> logins_per_minute(const Provider* provider) {
  return provider != nullptr && provider->sending_per_minute
             ? std::optional(static_cast<std::size_t>(*provider->sending_per_minute))
             : std::nullopt;
}

std::optional<StartRate> provider_rate(const Provider* provider, Protocol protocol, const ShardBudgets& budgets) {
  const auto allowed = logins_per_minute(provider);
  if (protocol != Protocol::smtp || !allowed) {
    return std::nullopt;
  }
  return StartRate{static_cast<int>(budgets.logins(*allowed)), std::chrono::minutes{1}};
}

SessionGates::SessionGates(const Limits& limits, std::function<double()> jitter)
    : m_limits(limits), m_jitter(std::move(jitter)) {
  if (limits.rate) {
    m_rate.emplace(*limits.rate);
  }
}

std::optional<Block> SessionGates::run_block(Instant now) const {
  if (m_in_flight >= m_limits.concurrency) {
    return Block{Block::By::concurrency};
  }
  const auto until = m_rate ? m_rate->full_until(now) : std::nullopt;
  return until ? std::optional(Block{Block::By::rate, until}) : std::nullopt;
}

std::optional<Block> SessionGates::lane_block(const SessionKey& key, Instant now) const {
  if (const auto block = run_block(now)) {
    return block;
  }
  if (const auto host = m_hosts.find(key.lane.host); host != m_hosts.end()) {
    if (host->second.is_full()) {
      return Block{Block::By::host};
    }
    if (const auto until = host->second.pauses_until(now)) {
      return Block{Block::By::host_recovers, until};
    }
  }
  if (key.group_rate) {
    const auto window = m_groups.find(key.lane.group);
    const auto until = window == m_groups.end() ? std::nullopt : window->second.full_until(now);
    if (until) {
      return Block{Block::By::provider_rate, until};
    }
  }
  return std::nullopt;
}

bool SessionGates::is_account_busy(const SessionKey& key) const {
  return m_busy.contains({key.lane.host, key.lane.protocol, key.login});
}

void SessionGates::begin(const SessionKey& key, Instant now) {
  ++m_in_flight;
  m_hosts.try_emplace(key.lane.host, m_limits.per_host).first->second.begin();
  if (m_rate) {
    m_rate->begin(now, m_jitter());
  }
  if (key.group_rate) {
    m_groups.try_emplace(key.lane.group, *key.group_rate).first->second.begin(now, m_jitter());
  }
  m_busy.emplace(key.lane.host, key.lane.protocol, key.login);
}

void SessionGates::end(const SessionKey& key, SessionEnd how, Instant now) {
  --m_in_flight;
  const auto host = m_hosts.find(key.lane.host);
  host->second.end(how, now, m_jitter());
  if (host->second.is_as_new(now)) {
    m_hosts.erase(host);  // so that memory does not grow with the number of hosts
  }
  m_busy.erase({key.lane.host, key.lane.protocol, key.login});
}

}  // namespace pecprobe
