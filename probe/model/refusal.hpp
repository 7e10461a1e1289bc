// What is remembered of a refused password. Never the password.
#pragma once

#include "probe/model/diagnosis.hpp"
#include "protocols/base/clock.hpp"

#include <string>

namespace pecprobe {

struct RefusalTimes {
  int count = 1;           // how often this password was refused there
  Timestamp refused_at{};  // the last time
  Timestamp next_try{};    // when a further try is sensible

  bool operator==(const RefusalTimes&) const = default;
};

struct RememberedRefusal {
  Code code = Code::auth_rejected;
  Certainty certainty = Certainty::stated;
  std::string said;  // the server's deciding line, redacted; may be empty
  RefusalTimes times;

  bool operator==(const RememberedRefusal&) const = default;
};

}  // namespace pecprobe
