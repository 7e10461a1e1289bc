#include "probe/monitor/slots.hpp"

#include "probe/report/digest.hpp"

#include <cstdint>
#include <cstring>

namespace pecprobe::monitor {

namespace {

/// Evenly spread, the same on every computer.
std::uint64_t number_of(std::string_view key) {
  std::uint64_t number = 0;
  for (const char byte : sha256(key).substr(0, sizeof number)) {
    number = number << 8U | static_cast<unsigned char>(byte);
  }
  return number;
}

}  // namespace

Timestamp first_turn(std::string_view key, Interval interval, Timestamp from) {
  const auto phase =
      Interval{static_cast<Interval::rep>(number_of(key) % static_cast<std::uint64_t>(interval.count()))};
  const Interval since_phase = from.time_since_epoch() - phase;
  const auto turns = since_phase / interval + (since_phase % interval > Interval::zero() ? 1 : 0);
  return Timestamp{turns * interval + phase};
}

Timestamp due_at(std::string_view key, Interval interval, std::optional<Timestamp> last, Timestamp watched_since) {
  if (last) {
    const Timestamp due = first_turn(key, interval, *last + interval / 2);
    if (due >= watched_since) {
      return due;
    }
  }
  return first_turn(key, interval / k_turns_to_catch_up, watched_since);
}

}  // namespace pecprobe::monitor
