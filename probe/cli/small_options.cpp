#include "probe/cli/small_options.hpp"

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

std::optional<UsageError> named_twice(const std::vector<GivenOption>& options) {
  std::set<std::string_view> seen;
  for (const GivenOption& option : options) {
    if (!option.name.empty() && !seen.insert(option.name).second) {
      return UsageError{Message::option_twice, "--" + option.name, {}};
    }
  }
  return std::nullopt;
}

std::optional<UsageError> language_problem(const GivenOption& option) {
  return Language::of_tag(option.value)
             ? std::nullopt
             : std::optional(UsageError{Message::value_not_language, "--" + option.name, {}});
}

}  // namespace pecprobe
