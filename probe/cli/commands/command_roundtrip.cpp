#include "probe/cli/commands/command_roundtrip.hpp"

#include "probe/cli/accounts/accounts_list.hpp"
#include "probe/cli/accounts/check_rules.hpp"
#include "probe/cli/accounts/check_setup.hpp"
#include "probe/cli/accounts/ledger_access.hpp"
#include "probe/cli/accounts/provider_knowledge.hpp"
#include "probe/cli/accounts/refusal_guard.hpp"
#include "probe/cli/exit_status.hpp"
#include "probe/cli/help.hpp"
#include "probe/cli/ignored_environment.hpp"
#include "probe/cli/options/options.hpp"
#include "probe/cli/options/roundtrip_options.hpp"
#include "probe/cli/options/sink_options.hpp"
#include "probe/cli/options/small_options.hpp"
#include "probe/cli/refusal.hpp"
#include "probe/cli/terminal/console.hpp"
#include "probe/cli/terminal/interview.hpp"
#include "probe/cli/terminal/terminal.hpp"
#include "probe/engine/knowledge.hpp"
#include "probe/report/wording.hpp"
#include "probe/rotation/check_ledger.hpp"
#include "probe/roundtrip/report/roundtrip_report.hpp"
#include "probe/roundtrip/report/roundtrip_sentences.hpp"
#include "protocols/base/text.hpp"

#include <unistd.h>

#include <utility>

namespace pecprobe {

namespace {

/// Everything that is settled before the first byte goes out.
struct PreparedRoundtrip {
  CheckRequest request;
  Account account;
  Credentials credentials;
  std::string recipient;
  std::unique_ptr<Network> network;
  TrustStore authorities;
};

using Prepared = tl::expected<PreparedRoundtrip, InterviewEnd>;

/// What the command line alone can settle.
std::optional<UsageError> request_problem(const CheckRequest& request, const Prompter* prompter) {
  if (request.account.address.empty()) {
    return UsageError{Message::roundtrip_address_missing, {}, {}};
  }
  if (!small_format_named(request.format)) {
    return UsageError{Message::value_not_small_format, "--format", {}};
  }
  if (prompter == nullptr && !request.roundtrip.is_agreed) {
    return UsageError{Message::roundtrip_needs_consent, {}, {}};
  }
  return std::nullopt;
}

Prepared prepare(const Invocation& invocation, const ProviderTable& table, Prompter* prompter) {
  auto request = parse_account_arguments(invocation.arguments, roundtrip_options());
  if (!request) {
    return refusal(std::move(request.error()));
  }
  if (auto problem = request_problem(*request, prompter)) {
    return refusal(*std::move(problem));
  }
  auto account = account_for(*request, prompter, table, invocation.language);
  if (!account) {
    return tl::unexpected(std::move(account.error()));
  }
  if (auto problem = keep_needed_services(*account)) {
    return refusal(*std::move(problem));
  }
  const auto accounts = accounts_of_file(*request, table, invocation.language);
  if (!accounts) {
    return refusal({Message::see_help, {}, {}});
  }
  if (auto problem = recipient_problem(*request, *account, *accounts)) {
    return refusal(*std::move(problem));
  }
  auto password = obtain_password(*request, prompter, invocation.language);
  if (!password) {
    return tl::unexpected(std::move(password.error()));
  }
  forget_trust_variables();
  auto network = Network::create(request->network);
  auto authorities = make_trust_store(request->network.ca_file);
  if (!network || !authorities) {
    return refusal(usage_error(network ? authorities.error() : network.error(), request->network));
  }
  Credentials credentials{account->login, *std::move(password)};
  std::string recipient = request->roundtrip.recipient.empty() ? account->address : request->roundtrip.recipient;
  return PreparedRoundtrip{*std::move(request),  *std::move(account), std::move(credentials),
                           std::move(recipient), *std::move(network), *std::move(authorities)};
}

/// Says what will happen and asks for the address; nothing when it may be sent.
std::optional<InterviewEnd> ask_for_consent(const PreparedRoundtrip& prepared, const Provider* provider,
                                            Prompter* prompter, Language language) {
  const Wording& wording = Wording::of(language);
  const CheckRequest& request = prepared.request;
  if (request.verbosity != Verbosity::quiet || !request.roundtrip.is_agreed) {
    for (const std::string& sentence :
         announcement(prepared.account, prepared.recipient, request.roundtrip.cleanup, provider, wording)) {
      remark(sentence, language);
    }
  }
  if (request.roundtrip.is_agreed) {
    return std::nullopt;
  }
  const auto typed =
      prompter->ask(wording.text("roundtrip.confirm", fmt::arg("address", printable(prepared.account.address))));
  if (!typed) {
    const int signal = typed.error().problem == SecretProblem::interrupted ? typed.error().signal : 0;
    return InterviewEnd{{Message::roundtrip_not_confirmed, {}, {}}, signal};
  }
  return trimmed(*typed) == prepared.account.address
             ? std::nullopt
             : std::optional(InterviewEnd{{Message::roundtrip_not_confirmed, {}, {}}});
}

Roundtrip send_and_wait(PreparedRoundtrip& prepared, const CheckOptions& check, Language language) {
  const RoundtripSettings& settings = prepared.request.roundtrip;
  const Wording& wording = Wording::of(language);
  RoundtripOrder order{prepared.account,
                       prepared.credentials,
                       prepared.recipient,
                       settings.type,
                       std::chrono::duration_cast<std::chrono::milliseconds>(settings.wait),
                       settings.cleanup,
                       prepared.authorities.get(),
                       knowledge_of(prepared.account, prepared.credentials.password, check)};
  if (prepared.request.verbosity != Verbosity::quiet) {
    order.on_sent = [&] {
      remark(wording.text("roundtrip.waiting", fmt::arg("limit", seconds_text(order.wait, wording))), language);
    };
    order.on_arrival = [&](const Arrival& arrival) {
      remark(wording.text("roundtrip.arrived", fmt::arg("after", seconds_text(arrival.after, wording)),
                          fmt::arg("event", event_name(arrival, wording)),
                          fmt::arg("meaning", meaning_sentence(arrival, wording))),
             language);
    };
  }
  return run_roundtrip(*prepared.network, order);
}

int status_of(const RoundtripReport& report, std::optional<int> signal) {
  if (signal) {
    return exit_status_of_signal(*signal);
  }
  switch (report.verdict()) {
    case Verdict::pass: return k_exit_passed;
    case Verdict::fail: return k_exit_failed;
    case Verdict::temporary:
    case Verdict::unverified:
    case Verdict::skipped: break;
  }
  return k_exit_undecided;
}

int print_report(const RoundtripReport& report, const PreparedRoundtrip& prepared, Language language) {
  const CheckRequest& request = prepared.request;
  const Colour colour = colour_of(request.colour, isatty(STDOUT_FILENO) != 0, process_environment);
  const RoundtripReport shown = printable(report);
  const int printed = print(request.format == "json" ? roundtrip_json(shown, language)
                                                     : roundtrip_text(shown, sink_options(request, language, colour)),
                            language);
  return printed == k_exit_passed ? status_of(report, prepared.network->signal()) : printed;
}

}  // namespace

int command_roundtrip(const Invocation& invocation) {
  const Language language = invocation.language;
  const auto providers = known_providers();
  if (!providers) {
    return refuse(providers.error(), invocation);
  }
  const std::unique_ptr<Terminal> terminal = Terminal::open();
  auto prepared = prepare(invocation, *providers, terminal.get());
  if (!prepared) {
    return break_off(prepared.error(), invocation);
  }
  const CheckRequest& request = prepared->request;
  const SystemClock clock;
  CheckOptions check = check_options_of(request, prepared->account, *providers, invocation.ignored_variables);
  const auto memory = open_memory(request.guard, clock, language);
  const auto remembered = heeds_memory(request.guard, memory.get(), prepared->account, prepared->credentials.password,
                                       terminal.get(), language);
  if (!remembered) {
    return break_off(remembered.error(), invocation);
  }
  CheckLedger ledger(request.guard.no_memory ? LedgerOrProblem(nullptr)
                                             : ledger_for(request.guard, process_environment, clock));
  check.password = ledger.dates_of(prepared->account).value_or(check.password);
  check.memory = memory.get();
  check.remembered = *remembered;

  RoundtripReport report{tool_info(), clock.wall_now(), {}, check.today, {}, std::nullopt};
  const Instant began = clock.now();
  report.check = run_check(*prepared->network, prepared->account, prepared->credentials, check);
  ledger.note(report.check);
  if (report.check.verdict() == Verdict::pass && !prepared->network->signal()) {
    if (const auto refused = ask_for_consent(*prepared, check.provider, terminal.get(), language)) {
      return break_off(*refused, invocation);
    }
    report.roundtrip = send_and_wait(*prepared, check, language);
  }
  report.elapsed = clock.now() - began;
  return print_report(report, *prepared, language);
}

}  // namespace pecprobe
