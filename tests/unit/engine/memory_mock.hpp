// A memory of refused passwords that a test plays.
#pragma once

#include "probe/state/refusal_memory.hpp"

#include <gmock/gmock.h>

#include <optional>
#include <string>
#include <vector>

namespace pecprobe::test {

using RememberedRefusals = std::vector<std::optional<RememberedRefusal>>;

class MemoryMock : public RefusalMemory {
 public:
  MOCK_METHOD(RememberedRefusals, look_up, (const Account& account, const Secret& password), (override));
  MOCK_METHOD(RememberedRefusals, begin, (const Account& account, const Secret& password), (override));
  MOCK_METHOD(void, settle, (const Account& account, const Secret& password, const std::vector<LoginOutcome>& outcomes),
              (override));
  MOCK_METHOD(void, forget, (const std::string& address), (override));
  MOCK_METHOD(std::optional<StateProblem>, problem, (), (const, override));
};

}  // namespace pecprobe::test
