// Values of options that commands without a check share.
#pragma once

#include "probe/cli/command_line.hpp"
#include "probe/cli/options/option_table.hpp"
#include "protocols/base/endpoint.hpp"
#include "protocols/wire/step.hpp"

#include <tl/expected.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pecprobe {

/// The formats of commands that test nothing.
enum class SmallFormat { text, json };

[[nodiscard]] std::optional<SmallFormat> small_format_named(std::string_view name) noexcept;
[[nodiscard]] std::optional<Protocol> protocol_named(std::string_view name) noexcept;
/// A step in which a server answers something, by the name that it has in reports.
[[nodiscard]] std::optional<Step> dialogue_step_named(std::string_view name) noexcept;

/// Sets `format` from `option`, or refuses.
[[nodiscard]] std::optional<UsageError> take_small_format(SmallFormat& format, const GivenOption& option);
/// `--lang` was obeyed before (chosen_language()); here only a value that it does not know is refused.
[[nodiscard]] std::optional<UsageError> language_problem(const GivenOption& option);
/// The one word that such a command takes.
[[nodiscard]] std::optional<UsageError> take_word(std::string& word, const GivenOption& option);

/// The words and options of such a command, each only once (words are for `take` to count).
[[nodiscard]] tl::expected<std::vector<GivenOption>, UsageError> read_small_options(
    const std::vector<std::string>& arguments, std::span<const OptionRow> rows);

/// What was asked: `take(question, option)` for each option, until one is refused.
template <typename Question, typename Take>
[[nodiscard]] tl::expected<Question, UsageError> read_question(const std::vector<std::string>& arguments,
                                                               std::span<const OptionRow> rows, Take take) {
  auto options = read_small_options(arguments, rows);
  if (!options) {
    return tl::unexpected(std::move(options.error()));
  }
  Question question;
  for (const GivenOption& option : *options) {
    if (std::optional<UsageError> error = take(question, option)) {
      return tl::unexpected(std::move(*error));
    }
  }
  return question;
}

}  // namespace pecprobe
