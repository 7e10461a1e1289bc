#include "probe/cli/command_table.hpp"

#include "probe/cli/batch/command_batch.hpp"
#include "probe/cli/commands/command_check.hpp"
#include "probe/cli/commands/command_explain.hpp"
#include "probe/cli/commands/command_history.hpp"
#include "probe/cli/commands/command_providers.hpp"
#include "probe/cli/commands/command_receipt.hpp"
#include "probe/cli/commands/command_report.hpp"
#include "probe/cli/commands/command_roundtrip.hpp"
#include "probe/cli/commands/command_settings.hpp"
#include "probe/cli/options/receipt_arguments.hpp"
#include "probe/cli/options/report_arguments.hpp"
#include "probe/cli/options/roundtrip_options.hpp"
#include "probe/cli/rotate/command_rotate.hpp"
#include "probe/cli/serve/command_serve.hpp"

#include <algorithm>
#include <array>

namespace pecprobe {

namespace {

std::vector<OptionRow> every_check_option() { return {check_options().begin(), check_options().end()}; }

constexpr std::array k_commands = {
    CommandRow{"check", command_check, Message::help_short, every_check_option},
    CommandRow{"batch", command_batch, Message::help_batch, batch_options},
    CommandRow{"rotate", command_rotate, Message::help_rotate, nullptr, rotate_actions},
    CommandRow{"roundtrip", command_roundtrip, Message::help_roundtrip, roundtrip_options},
    CommandRow{"receipt", command_receipt, Message::help_receipt, receipt_options},
    CommandRow{"serve", command_serve, Message::help_serve, server_options},
    CommandRow{"history", command_history, Message::help_history, history_options},
    CommandRow{"providers", command_providers, Message::help_providers, providers_options},
    CommandRow{"settings", command_settings, Message::help_settings, settings_options},
    CommandRow{"explain", command_explain, Message::help_explain, explain_options},
    CommandRow{"report", command_report, Message::help_report_command, report_options},
};

}  // namespace

std::span<const CommandRow> commands() noexcept { return k_commands; }

const CommandRow* find_command(std::span<const CommandRow> rows, std::string_view name) noexcept {
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const CommandRow& row) { return row.name == name; });
  return found == rows.end() ? nullptr : &*found;
}

std::vector<CalledCommand> called_commands() {
  std::vector<CalledCommand> called;
  for (const CommandRow& command : k_commands) {
    called.push_back({std::string(command.name), &command});
    if (command.actions == nullptr) {
      continue;
    }
    for (const CommandRow& action : command.actions()) {
      called.push_back({std::string(command.name) + " " + std::string(action.name), &action});
    }
  }
  return called;
}

}  // namespace pecprobe
