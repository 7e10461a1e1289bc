// Cuts a command line into options with their values and the words between them.
#pragma once

#include "probe/cli/options/usage_error.hpp"

#include <tl/expected.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pecprobe {

/// More arguments than any honest call has.
inline constexpr std::size_t k_max_arguments = 1000;

/// How an option is written.
struct OptionSpelling {
  std::string_view name;      // long name without its dashes
  char letter = 0;            // short name, or 0
  std::string_view argument;  // placeholder of its value; empty for a switch
};

struct GivenOption {
  std::string name;   // long, without its dashes; empty for a word that is no option
  std::string value;  // empty for a switch

  bool operator==(const GivenOption&) const = default;
};

/// In the order in which they stand. Abbreviations are not guessed; a password among the arguments is refused before
/// anything else is looked at. Values are not judged.
[[nodiscard]] tl::expected<std::vector<GivenOption>, UsageError> read_command_line(
    const std::vector<std::string>& arguments, std::span<const OptionSpelling> spellings);

/// A word of the command line as it may be repeated to its author: the first 40 bytes.
[[nodiscard]] std::string shown_word(std::string_view word);

/// Names the option only, up to its `=` or its letter: what follows may be a password.
[[nodiscard]] UsageError unknown_option(std::string_view token);

}  // namespace pecprobe
