// Where `rotate verify` gets the new password and the old one from.
#pragma once

#include "probe/cli/options/check_request.hpp"
#include "probe/cli/terminal/interview.hpp"
#include "probe/cli/terminal/terminal.hpp"

#include <tl/expected.hpp>

#include <optional>

namespace pecprobe {

struct RotationPasswords {
  Secret password;            // the new one; with --expect-refused the deactivated one
  std::optional<Secret> old;  // nothing: not to be tried
};

/// From their sources; both on standard input: a line each. Whatever has no source is asked for where somebody is there
/// (`prompter` is not null): the old one only when the new one is asked for too, and an empty answer leaves it out.
/// Refused: two passwords that are the same.
[[nodiscard]] tl::expected<RotationPasswords, InterviewEnd> obtain_rotation_passwords(const CheckRequest& request,
                                                                                      Prompter* prompter,
                                                                                      Language language);

}  // namespace pecprobe
