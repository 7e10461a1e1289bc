#include "probe/batch/session_queue.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace pecprobe {

void SessionQueue::add(QueuedSession session) {
  Sessions& lane = m_lanes[session.key.lane];
  lane.push_back(std::move(session));
}

std::optional<QueuedSession> SessionQueue::take_next(const SessionGates& gates, Instant now,
                                                     const Condition& may_begin) {
  auto lane = m_lanes.upper_bound(m_last);
  for (std::size_t tried = 0; tried < m_lanes.size(); ++tried) {
    if (lane == m_lanes.end()) {
      lane = m_lanes.begin();
    }
    const auto here = lane++;
    if (auto session = take_from(here, gates, now, may_begin)) {
      m_last = session->key.lane;
      return session;
    }
  }
  return std::nullopt;
}

std::optional<QueuedSession> SessionQueue::take_from(Lanes::iterator lane, const SessionGates& gates, Instant now,
                                                     const Condition& may_begin) {
  Sessions& sessions = lane->second;
  if (gates.lane_block(sessions.front().key, now)) {
    return std::nullopt;
  }
  const auto found = std::find_if(sessions.begin(), sessions.end(), [&](const QueuedSession& session) {
    return !gates.is_account_busy(session.key) && may_begin(session);
  });
  if (found == sessions.end()) {
    return std::nullopt;
  }
  QueuedSession session = std::move(*found);
  sessions.erase(found);
  if (sessions.empty()) {
    m_lanes.erase(lane);
  }
  return session;
}

std::vector<QueuedSession> SessionQueue::take_all(const Condition& condition) {
  std::vector<QueuedSession> taken;
  for (auto& [lane, sessions] : m_lanes) {
    const auto first = std::stable_partition(sessions.begin(), sessions.end(),
                                             [&](const QueuedSession& session) { return !condition(session); });
    std::move(first, sessions.end(), std::back_inserter(taken));
    sessions.erase(first, sessions.end());
  }
  std::erase_if(m_lanes, [](const auto& lane) { return lane.second.empty(); });
  return taken;
}

std::optional<SessionQueue::TimedWait> SessionQueue::first_to_open(const SessionGates& gates, Instant now) const {
  std::optional<TimedWait> first;
  for (const auto& [lane, sessions] : m_lanes) {
    const auto block = gates.lane_block(sessions.front().key, now);
    if (block && block->until && (!first || *block->until < *first->block.until)) {
      first = TimedWait{lane, *block};
    }
  }
  return first;
}

}  // namespace pecprobe
