// What the functions of option_values.hpp have in common: set a member of the request, or say what does not fit.
#pragma once

#include "probe/cli/options/option_values.hpp"
#include "protocols/base/text.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace pecprobe::option_values {

inline constexpr Complaint k_fits = std::nullopt;

/// The value that `text` names in `names`.
template <typename Value, std::size_t N>
std::optional<Value> named(std::string_view text, const std::array<std::pair<std::string_view, Value>, N>& names) {
  const auto* found = std::find_if(names.begin(), names.end(), [&](const auto& name) { return name.first == text; });
  return found == names.end() ? std::nullopt : std::optional(found->second);
}

/// Sets `target` from the name in `value`.
template <typename Target, typename Value, std::size_t N>
Complaint set_named(Target& target, std::string_view value,
                    const std::array<std::pair<std::string_view, Value>, N>& names, Message complaint) {
  const auto found = named(value, names);
  if (!found) {
    return complaint;
  }
  target = *found;
  return k_fits;
}

/// Sets `target` to what a function read, if it could.
template <typename Target, typename Value>
Complaint set_read(Target& target, const std::optional<Value>& read, Message complaint) {
  if (!read) {
    return complaint;
  }
  target = *read;
  return k_fits;
}

/// Neither empty nor with control characters.
inline Complaint set_text(std::string& target, std::string_view value) {
  if (value.empty()) {
    return Message::value_empty;
  }
  if (has_control_characters(value)) {
    return Message::value_has_control_characters;
  }
  target = value;
  return k_fits;
}

}  // namespace pecprobe::option_values
