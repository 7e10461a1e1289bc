#include "probe/cli/run.hpp"

#include "probe/cli/command_batch.hpp"
#include "probe/cli/command_check.hpp"
#include "probe/cli/command_explain.hpp"
#include "probe/cli/command_line.hpp"
#include "probe/cli/command_providers.hpp"
#include "probe/cli/command_receipt.hpp"
#include "probe/cli/command_report.hpp"
#include "probe/cli/command_rotate.hpp"
#include "probe/cli/command_serve.hpp"
#include "probe/cli/command_settings.hpp"
#include "probe/cli/console.hpp"
#include "probe/cli/exit_status.hpp"
#include "probe/cli/help.hpp"
#include "probe/cli/language.hpp"

#include <algorithm>
#include <array>
#include <exception>
#include <new>
#include <optional>

namespace pecprobe {

namespace {

struct Command {
  std::string_view name;
  int (*run)(const Invocation& invocation);           // null: public, and not in this version
  std::optional<Message> help = Message::help_short;  // nothing: the command answers --help itself
};

constexpr std::array k_commands = {
    Command{"check", command_check},
    Command{"batch", command_batch, Message::help_batch},
    Command{"rotate", command_rotate, std::nullopt},
    Command{"roundtrip", nullptr},
    Command{"receipt", command_receipt, Message::help_receipt},
    Command{"serve", command_serve, Message::help_serve},
    Command{"providers", command_providers, Message::help_providers},
    Command{"settings", command_settings, Message::help_settings},
    Command{"explain", command_explain, Message::help_explain},
    Command{"report", command_report, Message::help_report_command},
};

const Command* find_command(std::string_view name) {
  const auto* found =
      std::find_if(k_commands.begin(), k_commands.end(), [&](const Command& known) { return known.name == name; });
  return found == k_commands.end() ? nullptr : found;
}

bool asks_for_version(const std::vector<std::string>& arguments) {
  const auto end = std::find(arguments.begin(), arguments.end(), "--");
  return std::any_of(arguments.begin(), end,
                     [](const std::string& argument) { return argument == "--version" || argument == "-V"; });
}

int refuse(const UsageError& error, Language language) {
  complain(error, language);
  complain({Message::see_help, {}, {}}, language);
  return k_exit_usage;
}

int dispatch(const std::vector<std::string>& arguments, const std::vector<std::string>& ignored_variables,
             Language language) {
  const Command* command = arguments.empty() ? nullptr : find_command(arguments.front());
  const std::optional<Message> about = command == nullptr ? Message::help_short : command->help;
  if (const HelpAsked help = help_asked(arguments); help != HelpAsked::no && about) {
    const bool wants_every_option = help == HelpAsked::all && about == Message::help_short;
    return print(wants_every_option ? full_help(language) : text(*about, language), language);
  }
  if (asks_for_version(arguments)) {
    return print(version_line(), language);
  }
  if (arguments.empty()) {
    return refuse({Message::command_missing, {}, {}}, language);
  }
  const std::string& name = arguments.front();
  if (command == nullptr) {
    return refuse(
        name.starts_with('-') ? unknown_option(name) : UsageError{Message::command_unknown, shown_word(name), {}},
        language);
  }
  if (command->run == nullptr) {
    return refuse({Message::command_not_available, name, {}}, language);
  }
  return command->run({{arguments.begin() + 1, arguments.end()}, language, ignored_variables});
}

}  // namespace

int run(const std::vector<std::string>& arguments, const std::vector<std::string>& ignored_variables) noexcept {
  Language language = Language::italian;
  try {
    language = chosen_language(arguments, process_environment);
    return dispatch(arguments, ignored_variables, language);
  } catch (const std::bad_alloc&) {
    return fail_for_lack_of_memory();
  } catch (const std::exception& error) {
    try {
      complain({Message::internal_error, error.what(), {}}, language);
    } catch (const std::bad_alloc&) {
      return fail_for_lack_of_memory();
    } catch (...) {  // not even the wording files can be read: their fault may be the first one, too
      return fail_without_wording(error.what());
    }
  } catch (...) {
    return k_exit_tool_failed;
  }
  return k_exit_tool_failed;
}

}  // namespace pecprobe
