// Sessions that wait for their gates, and whose turn it is: lanes take turns, so that a slow host keeps nobody else.
#pragma once

#include "probe/batch/session_gates.hpp"
#include "probe/engine/session_gate.hpp"

#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace pecprobe {

struct QueuedSession {
  std::size_t account = 0;  // of the run
  SessionKey key;
  SessionGate::Answer answer;
};

class SessionQueue {
 public:
  using Condition = std::function<bool(const QueuedSession&)>;

  void add(QueuedSession session);

  /// The next session that may begin; nothing when all wait. Lanes take turns; in a lane it is the first one whose own
  /// account is not busy and that satisfies `may_begin`.
  [[nodiscard]] std::optional<QueuedSession> take_next(const SessionGates& gates, Instant now,
                                                       const Condition& may_begin);

  /// All that satisfy `condition`, whatever they wait for.
  [[nodiscard]] std::vector<QueuedSession> take_all(const Condition& condition);

  /// What the first lane waits for that time alone will open, with whose lane it is; nothing when none does.
  struct TimedWait {
    Lane lane;
    Block block;
  };
  [[nodiscard]] std::optional<TimedWait> first_to_open(const SessionGates& gates, Instant now) const;

 private:
  using Sessions = std::deque<QueuedSession>;
  using Lanes = std::map<Lane, Sessions>;  // none is empty

  [[nodiscard]] std::optional<QueuedSession> take_from(Lanes::iterator lane, const SessionGates& gates, Instant now,
                                                       const Condition& may_begin);

  Lanes m_lanes;
  Lane m_last;  // whose turn it was
};

}  // namespace pecprobe
