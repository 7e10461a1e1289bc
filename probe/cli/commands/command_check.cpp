#include "probe/cli/commands/command_check.hpp"

#include "probe/cli/accounts/check_rules.hpp"
#include "probe/cli/accounts/check_setup.hpp"
#include "probe/cli/accounts/ledger_access.hpp"
#include "probe/cli/accounts/provider_knowledge.hpp"
#include "probe/cli/accounts/refusal_guard.hpp"
#include "probe/cli/exit_status.hpp"
#include "probe/cli/help.hpp"
#include "probe/cli/ignored_environment.hpp"
#include "probe/cli/options/options.hpp"
#include "probe/cli/options/sink_options.hpp"
#include "probe/cli/output/report_output.hpp"
#include "probe/cli/refusal.hpp"
#include "probe/cli/terminal/console.hpp"
#include "probe/cli/terminal/interview.hpp"
#include "probe/cli/terminal/terminal.hpp"
#include "probe/config/provider_table.hpp"
#include "probe/engine/check.hpp"
#include "probe/engine/password_look.hpp"
#include "probe/report/diagnosis_text.hpp"
#include "probe/report/nagios_status.hpp"
#include "probe/report/shown_share.hpp"
#include "probe/report/wording.hpp"
#include "probe/rotation/check_ledger.hpp"

#include <unistd.h>

#include <utility>

namespace pecprobe {

namespace {

/// Everything that is settled before the first byte goes out.
struct PreparedCheck {
  CheckRequest request;
  Account account;
  Credentials credentials;
  CheckOptions options;
  std::unique_ptr<Network> network;
  CheckLedger* ledger;
};

int status_of(const ShownAccount& account, const PreparedCheck& check) {
  const CheckRequest& request = check.request;
  if (request.format == "nagios") {
    return plugin_exit_status(nagios_status(account, nagios_limits(request)));
  }
  RunStatus status(request.failure_rules, check.options.today);
  status.add(account);
  return status.status(check.network->signal());
}

/// A report says whether the tests passed; here is said what else made the exit status, or could not.
void note_rules(const ShownAccount& account, const PreparedCheck& check, Language language) {
  const FailureRules& rules = check.request.failure_rules;
  if (check.request.format == "nagios" || check.network->signal()) {
    return;
  }
  const auto rule = broken_rule(account, rules, check.options.today);
  if (rule && account.verdict == Verdict::pass) {
    complain({Message::note_failed_by_rule, std::string(*rule), {}}, language);
  }
  if (rules.expires_within && !(account.password && account.password->dates.expires)) {
    complain({Message::note_expiry_unknown, "--fail-if-expires-within", {}}, language);
  }
}

/// One sentence, though both parts of the state stand in one file.
void note_state_problem(const PreparedCheck& check, Language language) {
  const RefusalMemory* memory = check.options.memory;
  const auto problem = memory != nullptr && memory->problem() ? memory->problem() : check.ledger->problem();
  if (problem && problem->kind != StateProblem::Kind::no_place) {  // that was said before the check
    complain(usage_error(*problem), language);
  }
}

int test_and_report(PreparedCheck& check, ReportOutput& output, Language language) {
  const SystemClock clock;
  const Instant began = clock.now();
  output.begin({tool_info(), clock.wall_now(), check.options.today, language});
  const AccountResult result = run_check(*check.network, check.account, check.credentials, check.options);
  check.ledger->note(result);
  note_state_problem(check, language);
  const ShownAccount account = shown(result, Wording::of(language), check.options.today);
  Aliases aliases;
  output.add(check.request.share ? share(account, aliases) : account);
  if (const auto failure = output.end({clock.now() - began})) {
    complain(*failure, language);
    return k_exit_tool_failed;
  }
  note_rules(account, check, language);
  return status_of(account, check);
}

}  // namespace

int command_check(const Invocation& invocation) {
  const Language language = invocation.language;
  auto request = parse_check_arguments(invocation.arguments);
  if (!request) {
    return refuse(request.error(), invocation);
  }
  const auto providers = known_providers();
  if (!providers) {
    return refuse(providers.error(), invocation);
  }
  const ProviderTable& table = *providers;
  const std::unique_ptr<Terminal> terminal = Terminal::open();
  auto account = account_for(*request, terminal.get(), table, language);
  if (!account) {
    return break_off(account.error(), invocation);
  }
  auto output = ReportOutput::open(*request, language,
                                   colour_of(request->colour, isatty(STDOUT_FILENO) != 0, process_environment));
  if (!output) {
    return refuse(output.error(), invocation);
  }
  if (request->verbosity != Verbosity::quiet) {
    for (const UsageError& note : notes(request->account, *account, table)) {
      complain(note, language);
    }
  }
  auto password = obtain_password(*request, terminal.get(), language);
  if (!password) {
    return break_off(password.error(), invocation);
  }
  const auto oddities = password_oddities(*password, *account, table.find_provider(account->provider));
  if (!oddities.empty() && request->verbosity != Verbosity::quiet) {
    const Warning warning{WarningCode::password_looks_mistyped, oddity_detail(oddities)};
    complain({Message::note_password_look, describe(warning, Wording::of(language)), {}}, language);
  }
  forget_trust_variables();
  auto network = Network::create(request->network);
  if (!network) {
    return refuse(usage_error(network.error(), request->network), invocation);
  }
  CheckOptions options = check_options_of(*request, *account, table, invocation.ignored_variables);
  const SystemClock clock;
  const auto memory = open_memory(request->guard, clock, language);
  const auto remembered = heeds_memory(request->guard, memory.get(), *account, *password, terminal.get(), language);
  if (!remembered) {
    return break_off(remembered.error(), invocation);
  }
  CheckLedger ledger(request->guard.no_memory ? LedgerOrProblem(nullptr)
                                              : ledger_for(request->guard, process_environment, clock));
  if (const auto dates = ledger.dates_of(*account); dates && !account->password_issued) {
    options.password = *dates;
  }
  options.memory = memory.get();
  options.remembered = *remembered;
  Credentials credentials{account->login, std::move(*password)};
  PreparedCheck check{std::move(*request), std::move(*account), std::move(credentials),
                      std::move(options),  std::move(*network), &ledger};
  return test_and_report(check, *output, language);
}

}  // namespace pecprobe
