// The one table of the options of `check`: what parses them, what explains them.
#pragma once

#include "probe/cli/check_request.hpp"
#include "probe/cli/messages.hpp"

#include <optional>
#include <span>
#include <string_view>

namespace pecprobe {

enum class OptionGroup { account, password, network, checks, guard, output, general };

/// Takes an option's value into the request; the complaint when it does not fit.
using ApplyOption = std::optional<Message> (*)(CheckRequest& request, std::string_view value);

struct OptionRow {
  std::string_view name;      // long name without its dashes
  char letter;                // short name, or 0
  std::string_view argument;  // placeholder of its value; empty for a switch
  OptionGroup group;
  Message help;
  std::string_view choice;  // options with the same word here exclude each other; empty: none
  bool is_repeatable;
  ApplyOption apply;
};

/// Every option of `check`, in the order in which help shows them.
[[nodiscard]] std::span<const OptionRow> check_options() noexcept;

}  // namespace pecprobe
