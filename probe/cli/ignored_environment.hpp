// Variables that libraries and other tools obey and this program does not.
#pragma once

#include "probe/cli/language.hpp"

#include <string>
#include <vector>

namespace pecprobe {

/// The names of those that are set, in a fixed order; never their values. Upper and lower case are
/// different variables.
[[nodiscard]] std::vector<std::string> ignored_variables(const Environment& environment);

/// Takes SSLKEYLOGFILE out of this process: libcurl would create that file at its first breath.
/// Comes before everything that touches libcurl.
void forget_key_log();

/// Takes the variables out that would change the trust store. After a password command was run,
/// which may need them.
void forget_trust_variables();

}  // namespace pecprobe
