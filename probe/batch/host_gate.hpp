// How many sessions one host gets at once: as many as it was promised, fewer while it says that there are too many.
#pragma once

#include "probe/model/diagnosis.hpp"
#include "protocols/base/clock.hpp"
#include "protocols/wire/service_facts.hpp"

#include <cstddef>
#include <optional>

namespace pecprobe {

/// What the end of a session says of the host.
enum class SessionEnd {
  served,    // it judged a login
  too_much,  // it said that it had too much to do: 421, [LIMIT], "too many connections"
  other,
};
[[nodiscard]] SessionEnd session_end(const ServiceFacts& facts);

/// Slows down at once and recovers slowly: when the host has too much, half as many sessions and a pause of 2 s, twice
/// as long each time up to a minute; one session more, and half the pause, after every eight that it served.
class HostGate {
 public:
  explicit HostGate(std::size_t limit) : m_limit(limit), m_allowed(limit) {}

  [[nodiscard]] bool is_full() const noexcept { return m_in_flight >= m_allowed; }
  /// Nothing when it does not pause now.
  [[nodiscard]] std::optional<Instant> pauses_until(Instant now) const noexcept;
  /// Nothing is known of it that a new gate would not know.
  [[nodiscard]] bool is_as_new(Instant now) const noexcept;

  void begin() noexcept { ++m_in_flight; }
  /// `jitter`, from 0 to 1, makes the pause up to a quarter longer.
  void end(SessionEnd how, Instant now, double jitter) noexcept;

 private:
  void slow_down(Instant now, double jitter) noexcept;
  void recover() noexcept;

  std::size_t m_limit;
  std::size_t m_allowed;
  std::size_t m_in_flight = 0;
  int m_served = 0;         // since the last change
  Duration m_next_pause{};  // zero: the shortest
  Instant m_pause_until = Instant::min();
};

}  // namespace pecprobe
