#include "probe/cli/run.hpp"

#include "probe/cli/command_line.hpp"
#include "probe/cli/command_table.hpp"
#include "probe/cli/exit_status.hpp"
#include "probe/cli/help.hpp"
#include "probe/cli/language.hpp"
#include "probe/cli/terminal/console.hpp"

#include <algorithm>
#include <exception>
#include <new>

namespace pecprobe {

namespace {

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

std::string help_of(const CommandRow* command, HelpAsked asked, Language language) {
  if (command == nullptr) {
    return asked == HelpAsked::all ? full_help(language) : short_help(language);
  }
  return asked == HelpAsked::all ? full_command_help(*command, language) : command_help(*command, language);
}

int dispatch(const std::vector<std::string>& arguments, const std::vector<std::string>& ignored_variables,
             Language language) {
  const CommandRow* command = arguments.empty() ? nullptr : find_command(commands(), arguments.front());
  if (const HelpAsked asked = help_asked(arguments); asked == HelpAsked::json) {
    return print(commands_json(language), language);
  } else if (asked != HelpAsked::no && (command == nullptr || command->actions == nullptr)) {
    return print(help_of(command, asked, language), language);
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
