#include "probe/batch/host_gate.hpp"

#include "probe/diagnosis/diagnose.hpp"

#include <algorithm>
#include <span>

namespace pecprobe {

namespace {

constexpr Duration k_shortest_pause = std::chrono::seconds{2};
constexpr Duration k_longest_pause = std::chrono::minutes{1};
constexpr double k_longest_pause_jitter = 0.25;  // of the pause
constexpr int k_served_for_one_more = 8;

bool means_too_much(Code code) noexcept {
  return code == Code::server_busy || code == Code::auth_connection_limit || code == Code::rate_limited;
}

}  // namespace

SessionEnd session_end(const ServiceFacts& facts) {
  if (facts.dialogue.auth.accepted && facts.dialogue.stop == Stop::none) {
    return SessionEnd::served;
  }
  const Code code = diagnose(std::span(&facts, 1), Knowledge{}).front().code;
  if (means_too_much(code)) {
    return SessionEnd::too_much;
  }
  const bool is_judged = facts.dialogue.auth.accepted || facts.dialogue.stop == Stop::auth_refused;
  return is_judged && info(code).verdict != Verdict::temporary ? SessionEnd::served : SessionEnd::other;
}

std::optional<Instant> HostGate::pauses_until(Instant now) const noexcept {
  return m_pause_until > now ? std::optional(m_pause_until) : std::nullopt;
}

bool HostGate::is_as_new(Instant now) const noexcept {
  return m_in_flight == 0 && m_allowed == m_limit && m_next_pause <= k_shortest_pause && !pauses_until(now);
}

void HostGate::end(SessionEnd how, Instant now, double jitter) noexcept {
  switch (how) {
    case SessionEnd::served: recover(); break;
    case SessionEnd::too_much: slow_down(now, jitter); break;
    case SessionEnd::other: break;
  }
  --m_in_flight;
}

void HostGate::slow_down(Instant now, double jitter) noexcept {
  m_served = 0;
  if (pauses_until(now)) {
    return;  // said about the same crowd
  }
  m_allowed = std::max<std::size_t>(1, std::min(m_allowed, m_in_flight) / 2);
  const Duration pause = std::max(m_next_pause, k_shortest_pause);
  m_pause_until = now + pause + std::chrono::duration_cast<Duration>(pause * (k_longest_pause_jitter * jitter));
  m_next_pause = std::min(2 * pause, k_longest_pause);
}

void HostGate::recover() noexcept {
  if (++m_served < k_served_for_one_more) {
    return;
  }
  m_served = 0;
  m_allowed = std::min(m_allowed + 1, m_limit);
  m_next_pause /= 2;
}

}  // namespace pecprobe
