// Turns the arguments of a command about one account into a request, or into one sentence about what is wrong with
// them.
#pragma once

#include "probe/cli/options/check_request.hpp"
#include "probe/cli/options/option_table.hpp"
#include "probe/cli/options/usage_error.hpp"

#include <tl/expected.hpp>

#include <span>
#include <string>
#include <vector>

namespace pecprobe {

/// An address at most (and further words, up to `most_words` in all), and options of `rows`, each in its final meaning.
/// What only one option can know is checked here, what needs several or the provider table by the command.
[[nodiscard]] tl::expected<CheckRequest, UsageError> parse_account_arguments(const std::vector<std::string>& arguments,
                                                                             std::span<const OptionRow> rows,
                                                                             std::size_t most_words = 1);

/// The same with an accounts file in place of the address.
[[nodiscard]] tl::expected<CheckRequest, UsageError> parse_file_arguments(const std::vector<std::string>& arguments,
                                                                          std::span<const OptionRow> rows);
[[nodiscard]] tl::expected<CheckRequest, UsageError> parse_batch_arguments(const std::vector<std::string>& arguments);

/// The same with words of any kind and number, all in CheckRequest::further_words.
[[nodiscard]] tl::expected<CheckRequest, UsageError> parse_words(const std::vector<std::string>& arguments,
                                                                 std::span<const OptionRow> rows);

/// The same without any word: `serve`.
[[nodiscard]] tl::expected<CheckRequest, UsageError> parse_server_arguments(const std::vector<std::string>& arguments);

/// The same with every option of `check`.
[[nodiscard]] tl::expected<CheckRequest, UsageError> parse_check_arguments(const std::vector<std::string>& arguments);

}  // namespace pecprobe
