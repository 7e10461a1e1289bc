// Stops a provider whose accounts are refused one after the other, before it locks them or blocks this address.
#pragma once

#include "probe/batch/breaker_limits.hpp"
#include "probe/model/report.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string>

namespace pecprobe {

/// What an account's result says of its provider's mood.
enum class AccountSign {
  accepted,     // a service took the password
  refused,      // a service refused it for good, and none took it
  turned_away,  // the server did not want this address, or said that something is locked
  cut_off,      // no service got a connection that lasted until the login
  nothing,      // neither good nor bad, or nothing was tried
};
[[nodiscard]] AccountSign account_sign(const AccountResult& result);

/// Counts per group (batch_group()). Not for several threads at once.
class Breaker {
 public:
  explicit Breaker(const BreakerLimits& limits) : m_limits(limits) {}

  /// Counts an account that ended. The reason when this one stops the group; never again afterwards.
  [[nodiscard]] std::optional<GroupStop> count(const std::string& group, AccountSign sign);
  /// Null as long as the group's accounts may be tried.
  [[nodiscard]] const GroupStop* stop_of(const std::string& group) const;

  /// How many of the group's accounts may be under way: nothing for any number. From the second bad sign in a row on,
  /// no more than could still be refused before the group stops, at least one; so those under way do not overshoot.
  [[nodiscard]] std::optional<std::size_t> room(const std::string& group) const;

 private:
  struct Mood {
    int refused = 0;
    int turned_away = 0;
    int cut_off = 0;
    bool was_reached = false;
    std::optional<GroupStop> stop;
  };
  [[nodiscard]] std::optional<GroupStop> reason(const Mood& mood) const;

  BreakerLimits m_limits;
  std::map<std::string, Mood, std::less<>> m_moods;
};

}  // namespace pecprobe
