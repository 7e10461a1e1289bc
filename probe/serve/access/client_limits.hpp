// How many tests a client may have under way, and begin in a minute.
#pragma once

#include "protocols/base/clock.hpp"

#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <string>

namespace pecprobe {

class ClientLimits {
 public:
  struct Limits {
    std::size_t at_once = 4;
    std::size_t each_minute = 30;
  };
  explicit ClientLimits(const Limits& limits) : m_limits(limits) {}

  /// Nothing: it has begun, and end() follows. Else how long it is to wait before the next try.
  [[nodiscard]] std::optional<std::chrono::seconds> begin(const std::string& client, Instant now);
  void end(const std::string& client);

 private:
  struct Client {
    std::size_t under_way = 0;
    std::deque<Instant> begun;  // within the last minute
  };
  void forget_the_idle(Instant now);

  Limits m_limits;
  std::map<std::string, Client> m_clients;
};

}  // namespace pecprobe
