#include "probe/cli/accounts/ledger_access.hpp"

#include "probe/cli/accounts/refusal_guard.hpp"
#include "probe/cli/exit_status.hpp"
#include "probe/cli/options/sink_options.hpp"
#include "probe/cli/state_path.hpp"
#include "probe/cli/terminal/console.hpp"
#include "probe/rotation/list/rotation_list.hpp"
#include "protocols/base/text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace pecprobe {

namespace {

Message message_for(LedgerRefusal refusal) noexcept {
  switch (refusal) {
    case LedgerRefusal::not_on_record: return Message::ledger_not_on_record;
    case LedgerRefusal::in_the_future: return Message::ledger_in_the_future;
    case LedgerRefusal::expires_too_early: return Message::ledger_expires_too_early;
    case LedgerRefusal::before_issue: return Message::ledger_before_issue;
    case LedgerRefusal::expiry_unknown: return Message::ledger_expiry_unknown;
    case LedgerRefusal::deactivated: return Message::ledger_deactivated;
    case LedgerRefusal::no_such_program: return Message::ledger_no_such_program;
  }
  return Message::internal_error;
}

/// Whether the person can set it right without the computer having failed.
bool is_configuration(StateProblem::Kind kind) noexcept {
  switch (kind) {
    case StateProblem::Kind::no_place:
    case StateProblem::Kind::not_a_regular_file:
    case StateProblem::Kind::foreign_owner:
    case StateProblem::Kind::open_to_others:
    case StateProblem::Kind::not_a_state_file:
    case StateProblem::Kind::newer_version: return true;
    case StateProblem::Kind::cannot_open:
    case StateProblem::Kind::cannot_create:
    case StateProblem::Kind::damaged:
    case StateProblem::Kind::database_error:
    case StateProblem::Kind::key_missing:
    case StateProblem::Kind::key_damaged: return false;
  }
  return false;
}

std::string program_names(const std::optional<LedgerEntry>& entry) {
  std::vector<std::string> names;
  for (const InstalledProgram& program : entry ? entry->programs : std::vector<InstalledProgram>{}) {
    names.push_back(printable(program.name));
  }
  return names.empty() ? "-" : fmt::format("{}", fmt::join(names, ", "));
}

}  // namespace

tl::expected<std::unique_ptr<Ledger>, StateProblem> ledger_for(const GuardSettings& guard,
                                                               const Environment& environment, const Clock& clock) {
  return state_path(guard, environment).map([&](const std::string& path) { return make_ledger(path, clock); });
}

UsageError usage_error(LedgerRefusal refusal, const LedgerKey& key, const std::optional<LedgerEntry>& entry) {
  return {message_for(refusal), record_name(key), program_names(entry)};
}

int refuse(const StateProblem& problem, const Invocation& invocation) {
  complain(usage_error(problem), invocation.language);
  return is_configuration(problem.kind) || asks_for_nagios(invocation.arguments) ? usage_status(invocation.arguments)
                                                                                 : k_exit_tool_failed;
}

int refuse(const LedgerError& error, const LedgerKey& key, Ledger& ledger, const Invocation& invocation) {
  if (const auto* problem = std::get_if<StateProblem>(&error)) {
    return refuse(*problem, invocation);
  }
  const auto entry = ledger.find(key);
  complain(usage_error(std::get<LedgerRefusal>(error), key, entry ? *entry : std::nullopt), invocation.language);
  return usage_status(invocation.arguments);
}

}  // namespace pecprobe
