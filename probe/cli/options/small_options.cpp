#include "probe/cli/options/small_options.hpp"

#include "probe/report/language.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace pecprobe {

std::optional<SmallFormat> small_format_named(std::string_view name) noexcept {
  if (name == "text") {
    return SmallFormat::text;
  }
  return name == "json" ? std::optional(SmallFormat::json) : std::nullopt;
}

std::optional<Protocol> protocol_named(std::string_view name) noexcept {
  const auto* found =
      std::find_if(k_protocols.begin(), k_protocols.end(), [&](Protocol known) { return to_string(known) == name; });
  return found == k_protocols.end() ? std::nullopt : std::optional(*found);
}

std::optional<Step> dialogue_step_named(std::string_view name) noexcept {
  constexpr std::array k_steps = {Step::greeting, Step::starttls, Step::authenticate,
                                  Step::mailbox,  Step::sender,   Step::recipient};
  const auto* found =
      std::find_if(k_steps.begin(), k_steps.end(), [&](Step known) { return to_string(known) == name; });
  return found == k_steps.end() ? std::nullopt : std::optional(*found);
}

tl::expected<std::vector<GivenOption>, UsageError> read_small_options(const std::vector<std::string>& arguments,
                                                                      std::span<const OptionRow> rows) {
  auto options = read_command_line(arguments, spellings_of(rows));
  if (!options) {
    return options;
  }
  std::set<std::string_view> seen;
  for (const GivenOption& option : *options) {
    if (!option.name.empty() && !seen.insert(option.name).second) {
      return tl::unexpected(UsageError{Message::option_twice, "--" + option.name, {}});
    }
  }
  return options;
}

std::optional<UsageError> take_word(std::string& word, const GivenOption& option) {
  const bool is_first = word.empty() && !option.value.empty();
  word = option.value;
  return is_first ? std::nullopt : std::optional(UsageError{Message::too_many_arguments, {}, {}});
}

std::optional<UsageError> take_small_format(SmallFormat& format, const GivenOption& option) {
  const auto named = small_format_named(option.value);
  format = named.value_or(SmallFormat::text);
  return named ? std::nullopt : std::optional(UsageError{Message::value_not_small_format, "--" + option.name, {}});
}

std::optional<UsageError> language_problem(const GivenOption& option) {
  return Language::of_tag(option.value)
             ? std::nullopt
             : std::optional(UsageError{Message::value_not_language, "--" + option.name, {}});
}

}  // namespace pecprobe
