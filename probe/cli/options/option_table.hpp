// The one table of the options of `check`, `batch` and `serve`: what parses them, what explains them. Commands with
// options of their own have rows of the same kind (command_table.hpp).
#pragma once

#include "probe/cli/command_line.hpp"
#include "probe/cli/messages.hpp"
#include "probe/cli/options/check_request.hpp"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace pecprobe {

enum class OptionGroup { account, password, network, checks, guard, output, batch, server, general };

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
  ApplyOption apply;  // null where the command takes its options itself (small_options.hpp)
};

/// What the command line is cut by.
[[nodiscard]] std::vector<OptionSpelling> spellings_of(std::span<const OptionRow> rows);

/// Every option of `check`, in the order in which help shows them.
[[nodiscard]] std::span<const OptionRow> check_options() noexcept;

/// The options that only `batch` has.
[[nodiscard]] std::span<const OptionRow> batch_only_options() noexcept;
/// Every option of `batch`: those of `check` but the ones that belong to one account, and its own.
[[nodiscard]] std::vector<OptionRow> batch_options();

/// The options that only `serve` has.
[[nodiscard]] std::span<const OptionRow> server_only_options() noexcept;
/// Every option of `serve`: its own, and those of `check` that hold for all tests.
[[nodiscard]] std::vector<OptionRow> server_options();

/// The same for a command that writes text or JSON only.
[[nodiscard]] std::vector<OptionRow> with_small_format(std::vector<OptionRow> rows);

}  // namespace pecprobe
