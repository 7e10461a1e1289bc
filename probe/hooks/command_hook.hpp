// A command that is told of changes.
#pragma once

#include "probe/hooks/deliverer.hpp"

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace pecprobe::hooks {

inline constexpr std::chrono::seconds k_command_limit{30};

/// Starts `words` without a shell for each change: the account's `pecprobe.report/1` on standard input; of our
/// environment PATH, HOME, LANG and TZ alone, and besides PECPROBE_DELIVERY (the change's id), PECPROBE_ACCOUNT and
/// PECPROBE_CHANGES (`imap:ok:auth_rejected smtp::ok`: service, code before, code now). Exit status 0 takes the change.
/// What it writes on standard output is dropped.
[[nodiscard]] std::unique_ptr<Deliverer> make_command_hook(std::vector<std::string> words,
                                                           std::chrono::milliseconds limit = k_command_limit);

}  // namespace pecprobe::hooks
