// The one table of the commands: what runs them, what explains them. Their options stand in tables beside them, so that
// help, manual pages and completions follow from here.
#pragma once

#include "probe/cli/invocation.hpp"
#include "probe/cli/messages.hpp"
#include "probe/cli/options/option_table.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pecprobe {

struct CommandRow {
  std::string_view name;
  int (*run)(const Invocation& invocation);
  Message help = Message::help_short;             // examples; usage and purpose; the options that matter
  std::vector<OptionRow> (*options)() = nullptr;  // every option, in the order in which help shows them; null: none
  std::span<const CommandRow> (*actions)() = nullptr;  // of a command that a second word completes; it answers --help
};

/// In the order in which help names them.
[[nodiscard]] std::span<const CommandRow> commands() noexcept;
[[nodiscard]] const CommandRow* find_command(std::span<const CommandRow> rows, std::string_view name) noexcept;

/// A command that can be called, by the words that call it: "check", "rotate verify".
struct CalledCommand {
  std::string words;
  const CommandRow* row;
};
/// Every one, actions one by one.
[[nodiscard]] std::vector<CalledCommand> called_commands();

/// `pecprobe COMMAND --help`, and `--help all`.
[[nodiscard]] std::string command_help(const CommandRow& command, Language language);
[[nodiscard]] std::string full_command_help(const CommandRow& command, Language language);
/// `pecprobe --help all`: the first command's options, then of each other command those that were not explained yet.
[[nodiscard]] std::string full_help(Language language);
/// `pecprobe --help json`: all of it for programs, `pecprobe.commands/1`.
[[nodiscard]] std::string commands_json(Language language);

}  // namespace pecprobe
