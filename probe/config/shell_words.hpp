// Splits a command line into words as a POSIX shell would, without expanding anything.
#pragma once

#include <tl/expected.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace pecprobe {

enum class ShellWordsError {
  open_quote,  // a quote or a backslash is still open at the end
  operator_,   // `| & ; < > ( )` outside quotes: only a shell can do what that asks for
};

/// The words of `line` after quote removal (POSIX.1-2017, Shell §2.2 and §2.3). `$`, backquotes,
/// `~` and patterns are ordinary characters.
[[nodiscard]] tl::expected<std::vector<std::string>, ShellWordsError> shell_words(std::string_view line);

/// The line of which shell_words() makes exactly `words`.
[[nodiscard]] std::string shell_line(const std::vector<std::string>& words);

}  // namespace pecprobe
