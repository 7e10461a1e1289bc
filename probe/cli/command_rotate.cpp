#include "probe/cli/command_rotate.hpp"

#include "probe/cli/command_line.hpp"
#include "probe/cli/console.hpp"
#include "probe/cli/exit_status.hpp"
#include "probe/cli/help.hpp"
#include "probe/cli/rotate_dates.hpp"
#include "probe/cli/rotate_verify.hpp"
#include "probe/cli/rotate_verify_options.hpp"

#include <algorithm>
#include <array>

namespace pecprobe {

namespace {

struct Action {
  std::string_view name;
  int (*run)(const Invocation& invocation);  // `arguments` without the action's name
  Message help;
  std::vector<OptionRow> (*options)();  // for --help all; null: `help` has them all
  Message usage;
};

constexpr std::array k_actions = {
    Action{"record", rotate_record, Message::help_record, nullptr, Message::help_rotate},
    Action{"import", rotate_import, Message::help_import, nullptr, Message::help_rotate},
    Action{"extend", rotate_extend, Message::help_extend, nullptr, Message::help_rotate},
    Action{"deactivate", rotate_deactivate, Message::help_deactivate, nullptr, Message::help_rotate},
    Action{"done", rotate_done, Message::help_done, nullptr, Message::help_rotate},
    Action{"list", rotate_list, Message::help_list, nullptr, Message::help_rotate},
    Action{"calendar", rotate_calendar, Message::help_calendar, nullptr, Message::help_rotate},
    Action{"verify", rotate_verify, Message::help_verify, rotate_verify_options, Message::verify_usage},
};

const Action* action_named(const std::vector<std::string>& arguments) {
  const auto* found = std::find_if(k_actions.begin(), k_actions.end(), [&](const Action& action) {
    return !arguments.empty() && action.name == arguments.front();
  });
  return found == k_actions.end() ? nullptr : found;
}

int print_help(const Action& action, HelpAsked asked, Language language) {
  const bool wants_every_option = asked == HelpAsked::all && action.options != nullptr;
  return print(wants_every_option ? full_help(action.usage, action.options(), language) : text(action.help, language),
               language);
}

}  // namespace

int command_rotate(const Invocation& invocation) {
  const Action* const action = action_named(invocation.arguments);
  if (const HelpAsked help = help_asked(invocation.arguments); help != HelpAsked::no) {
    return action == nullptr ? print(text(Message::help_rotate, invocation.language), invocation.language)
                             : print_help(*action, help, invocation.language);
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
