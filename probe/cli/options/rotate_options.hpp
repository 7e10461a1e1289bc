// The options of the actions of `rotate` that keep dates, and their arguments as a request.
#pragma once

#include "probe/cli/options/check_request.hpp"
#include "probe/cli/options/option_table.hpp"
#include "probe/cli/options/usage_error.hpp"
#include "probe/rotation/ledger_entry.hpp"

#include <tl/expected.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pecprobe {

/// How an action of `rotate` is called.
struct RotateSyntax {
  std::string_view action;
  std::size_t least_words = 1;
  std::size_t most_words = 1;
  std::span<const std::string_view> options;   // that it obeys: others are refused
  std::span<const std::string_view> shared{};  // those that it has in common with others
};

/// The rows of an action's options, in the order in which help shows them.
[[nodiscard]] std::vector<OptionRow> option_rows(const RotateSyntax& syntax);

/// The options of `syntax`, and the words: an address, a program. Refused: other numbers of words, an address that is
/// none, a program's name that cannot be shown, and a collaborator without a login.
[[nodiscard]] tl::expected<CheckRequest, UsageError> parse_rotate_arguments(const std::vector<std::string>& arguments,
                                                                            const RotateSyntax& syntax);

/// The same for an action whose one word is an accounts file.
[[nodiscard]] tl::expected<CheckRequest, UsageError> parse_rotate_file_arguments(
    const std::vector<std::string>& arguments, const RotateSyntax& syntax);

/// Whose password the request is about.
[[nodiscard]] LedgerKey ledger_key(const CheckRequest& request);

}  // namespace pecprobe
