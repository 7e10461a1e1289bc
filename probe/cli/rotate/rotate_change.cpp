#include "probe/cli/rotate/rotate_change.hpp"

#include "probe/cli/accounts/check_rules.hpp"
#include "probe/cli/accounts/check_setup.hpp"
#include "probe/cli/accounts/ledger_access.hpp"
#include "probe/cli/accounts/refusal_guard.hpp"
#include "probe/cli/exit_status.hpp"
#include "probe/cli/help.hpp"
#include "probe/cli/options/sink_options.hpp"
#include "probe/cli/options/small_options.hpp"
#include "probe/cli/rotate/rotate_opening.hpp"
#include "probe/cli/terminal/console.hpp"
#include "probe/rotation/list/list_formats.hpp"
#include "probe/rotation/list/on_record.hpp"

#include <unistd.h>

namespace pecprobe {

namespace {

/// The same password is another one for the servers now, so that what they refused says nothing any more.
void forget_refusals(const CheckRequest& request, const Clock& clock, Language language) {
  const auto memory = open_memory(request.guard, clock, language);
  if (memory) {
    memory->forget(request.account.address);
    if (memory->problem()) {
      complain(usage_error(*memory->problem()), language);
    }
  }
}

std::optional<UsageError> objection_to(const CheckRequest& request, const RotateChange& change) {
  if (auto error = change.objection == nullptr ? std::nullopt : change.objection(request)) {
    return error;
  }
  return small_format_named(request.format)
             ? std::nullopt
             : std::optional(UsageError{Message::value_not_small_format, "--format", {}});
}

int print_entry(const PasswordOnRecord& record, const ChangeContext& context, Language language) {
  RotationList list = rotation_list({record}, context.today, std::nullopt);
  list.tool = tool_info();
  const Colour colour = colour_of(context.request.colour, isatty(STDOUT_FILENO) != 0, process_environment);
  const SinkOptions options = sink_options(context.request, language, colour);
  return print(
      context.request.format == "json" ? list_json(list, options) : password_text(list.passwords.front(), options),
      language);
}

}  // namespace

int run_rotate_change(const RotateChange& change, const Invocation& invocation) {
  const Language language = invocation.language;
  auto understood = parse_rotate_arguments(invocation.arguments, change.syntax);
  if (understood) {
    if (auto error = objection_to(*understood, change)) {
      understood = tl::unexpected(*std::move(error));
    }
  }
  const auto opened = open_rotation(std::move(understood), invocation);
  if (!opened) {
    return opened.error();
  }
  const CheckRequest& request = opened->request;
  if (!request.account.provider.empty() && opened->table.find_provider(request.account.provider) == nullptr) {
    complain(usage_error(InputError{InputProblem::provider_unknown, request.account.provider}, opened->table),
             language);
    return k_exit_usage;
  }
  const ChangeContext context{request, ledger_key(request), opened->table, opened->today};
  const auto entry = change.make(*opened->ledger, context);
  if (!entry) {
    return refuse(entry.error(), context.key, *opened->ledger, invocation);
  }
  if (change.refusals == RefusalsAre::history) {
    forget_refusals(request, *opened->clock, language);
  }
  const auto record = on_record(*opened->ledger, *entry, opened->table);
  return record ? print_entry(*record, context, language) : refuse(record.error(), invocation);
}

}  // namespace pecprobe
