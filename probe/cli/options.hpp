// Turns the arguments of `check` into a request, or into one sentence about what is wrong with
// them.
#pragma once

#include "probe/cli/check_request.hpp"
#include "probe/cli/usage_error.hpp"

#include <tl/expected.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace pecprobe {

/// More arguments than any honest call has.
inline constexpr std::size_t k_max_arguments = 1000;

/// A word of the command line as it may be repeated to its author: the first 40 bytes.
[[nodiscard]] std::string shown_word(std::string_view word);

/// Names the option only, up to its `=` or its letter: what follows may be a password.
[[nodiscard]] UsageError unknown_option(std::string_view token);

/// Every option in its final meaning; abbreviations are not guessed. What only one option can know
/// is checked here, what needs several or the provider table by the command.
[[nodiscard]] tl::expected<CheckRequest, UsageError> parse_check_arguments(const std::vector<std::string>& arguments);

}  // namespace pecprobe
