// Values of options that commands without a check share.
#pragma once

#include "probe/cli/command_line.hpp"
#include "protocols/base/endpoint.hpp"
#include "protocols/wire/step.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace pecprobe {

/// The formats of commands that test nothing.
enum class SmallFormat { text, json };

[[nodiscard]] std::optional<SmallFormat> small_format_named(std::string_view name) noexcept;
[[nodiscard]] std::optional<Protocol> protocol_named(std::string_view name) noexcept;
/// A step in which a server answers something, by the name that it has in reports.
[[nodiscard]] std::optional<Step> dialogue_step_named(std::string_view name) noexcept;

/// The first option that stands twice; words without a name may.
[[nodiscard]] std::optional<UsageError> named_twice(const std::vector<GivenOption>& options);
/// `--lang` was obeyed before (chosen_language()); here only a value that it does not know is refused.
[[nodiscard]] std::optional<UsageError> language_problem(const GivenOption& option);

}  // namespace pecprobe
