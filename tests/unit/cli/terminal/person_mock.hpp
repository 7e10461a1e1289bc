// The person at the terminal.
#pragma once

#include "probe/cli/terminal/terminal.hpp"

#include <gmock/gmock.h>

namespace pecprobe {

class PersonMock : public Prompter {
 public:
  MOCK_METHOD((tl::expected<std::string, SecretError>), ask, (std::string_view question), (override));
  MOCK_METHOD((tl::expected<Secret, SecretError>), ask_secret, (std::string_view question), (override));
};

}  // namespace pecprobe
