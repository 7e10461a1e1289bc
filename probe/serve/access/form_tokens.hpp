// One-time tokens of forms: each is good for one submission.
#pragma once

#include "protocols/base/clock.hpp"

#include <cstddef>
#include <deque>
#include <map>
#include <string>
#include <string_view>

namespace pecprobe {

class FormTokens {
 public:
  static constexpr Duration k_age = std::chrono::hours{12};  // a page may stay open for a working day
  static constexpr std::size_t k_most = 4096;                // then the oldest goes

  [[nodiscard]] std::string issue(Instant now);
  /// False for one that is unknown, too old or was spent before.
  [[nodiscard]] bool spend(std::string_view token, Instant now);

 private:
  std::map<std::string, Instant, std::less<>> m_tokens;
  std::deque<std::string> m_order;
};

}  // namespace pecprobe
