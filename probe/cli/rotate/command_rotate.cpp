#include "probe/cli/rotate/command_rotate.hpp"

#include "probe/cli/command_table.hpp"
#include "probe/cli/exit_status.hpp"
#include "probe/cli/help.hpp"
#include "probe/cli/options/rotate_verify_options.hpp"
#include "probe/cli/rotate/rotate_dates.hpp"
#include "probe/cli/rotate/rotate_verify.hpp"
#include "probe/cli/terminal/console.hpp"

#include <array>

namespace pecprobe {

namespace {

constexpr std::array k_actions = {
    CommandRow{"record", rotate_record, Message::help_record, rotate_record_options},
    CommandRow{"import", rotate_import, Message::help_import, rotate_import_options},
    CommandRow{"extend", rotate_extend, Message::help_extend, rotate_extend_options},
    CommandRow{"deactivate", rotate_deactivate, Message::help_deactivate, rotate_deactivate_options},
    CommandRow{"done", rotate_done, Message::help_done, rotate_done_options},
    CommandRow{"list", rotate_list, Message::help_list, rotate_list_options},
    CommandRow{"calendar", rotate_calendar, Message::help_calendar, rotate_calendar_options},
    CommandRow{"verify", rotate_verify, Message::help_verify, rotate_verify_options},
};

}  // namespace

std::span<const CommandRow> rotate_actions() { return k_actions; }

int command_rotate(const Invocation& invocation) {
  const auto& arguments = invocation.arguments;
  const CommandRow* const action = arguments.empty() ? nullptr : find_command(k_actions, arguments.front());
  if (const HelpAsked asked = help_asked(arguments); asked != HelpAsked::no) {
    const Language language = invocation.language;
    return print(action == nullptr         ? text(Message::help_rotate, language)
                 : asked == HelpAsked::all ? full_command_help(*action, language)
                                           : command_help(*action, language),
                 language);
  }
  if (action == nullptr) {
    complain({Message::rotate_action_unknown, {}, {}}, invocation.language);
    return k_exit_usage;
  }
  Invocation rest = invocation;
  rest.arguments.erase(rest.arguments.begin());
  return action->run(rest);
}

}  // namespace pecprobe
