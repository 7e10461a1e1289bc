#include "probe/cli/rotate/rotate_verify.hpp"

#include "probe/cli/accounts/check_rules.hpp"
#include "probe/cli/accounts/check_setup.hpp"
#include "probe/cli/accounts/ledger_access.hpp"
#include "probe/cli/accounts/provider_knowledge.hpp"
#include "probe/cli/accounts/refusal_guard.hpp"
#include "probe/cli/exit_status.hpp"
#include "probe/cli/help.hpp"
#include "probe/cli/ignored_environment.hpp"
#include "probe/cli/options/options.hpp"
#include "probe/cli/options/rotate_verify_options.hpp"
#include "probe/cli/output/evidence_file.hpp"
#include "probe/cli/output/verification_output.hpp"
#include "probe/cli/refusal.hpp"
#include "probe/cli/rotate/rotation_passwords.hpp"
#include "probe/cli/terminal/console.hpp"
#include "probe/cli/terminal/interview.hpp"
#include "probe/cli/terminal/terminal.hpp"
#include "probe/model/expiry.hpp"
#include "probe/model/iso_date.hpp"
#include "probe/report/wording.hpp"
#include "probe/rotation/verify/evidence_record.hpp"
#include "probe/rotation/verify/sentences.hpp"
#include "probe/rotation/verify/verification_ledger.hpp"

#include <unistd.h>

#include <functional>
#include <utility>

namespace pecprobe {

namespace {

/// Everything that is settled before the first byte goes out.
struct PreparedVerification {
  CheckRequest request;
  Account account;
  const Provider* provider = nullptr;
  RotationPasswords passwords;
  std::chrono::sys_days today{};
  std::chrono::sys_days issued{};
  std::optional<EvidenceWriter> evidence;
  std::unique_ptr<Network> network;
  Colour colour = Colour::never;
};

using Prepared = tl::expected<PreparedVerification, InterviewEnd>;

/// Who it is about and with which passwords, complete and free of contradictions.
Prepared prepare(const Invocation& invocation, const ProviderTable& table, Prompter* prompter) {
  auto request = parse_account_arguments(invocation.arguments, rotate_verify_options());
  if (!request) {
    return refusal(std::move(request.error()));
  }
  if (request->account.address.empty()) {
    return refusal({Message::verify_address_missing, {}, {}});
  }
  const std::chrono::sys_days today = request->today.value_or(rome_today());
  if (auto error = verification_contradiction(*request, today)) {
    return refusal(*std::move(error));
  }
  auto account = account_for(*request, prompter, table, invocation.language);
  if (!account) {
    return tl::unexpected(std::move(account.error()));
  }
  std::optional<EvidenceWriter> evidence;
  if (!request->verification.evidence.empty()) {
    auto writer = EvidenceWriter::open(request->verification.evidence);
    if (!writer) {
      return refusal(std::move(writer.error()));
    }
    evidence = *std::move(writer);
  }
  if (request->verbosity != Verbosity::quiet) {
    for (const UsageError& note : notes(request->account, *account, table)) {
      complain(note, invocation.language);
    }
  }
  auto passwords = obtain_rotation_passwords(*request, prompter, invocation.language);
  if (!passwords) {
    return tl::unexpected(std::move(passwords.error()));
  }
  forget_trust_variables();
  auto network = Network::create(request->network);
  if (!network) {
    return refusal(usage_error(network.error(), request->network));
  }
  const Colour colour = colour_of(request->colour, isatty(STDOUT_FILENO) != 0, process_environment);
  const Provider* const provider = table.find_provider(account->provider);
  const std::chrono::sys_days issued = request->verification.issued.value_or(today);
  return PreparedVerification{*std::move(request), *std::move(account), provider, *std::move(passwords), today, issued,
                              std::move(evidence), *std::move(network), colour};
}

/// Lets time pass on the network's loop, so that a signal ends the wait at once. `say` comes when that holds: whoever
/// reads it may interrupt.
Waited wait_on(Network& network, std::chrono::milliseconds time, const std::function<void()>& say) {
  Hold timer = network.after(time, [] {});
  network.on_signal([&timer] { timer.reset(); });
  say();
  network.run();
  return network.signal() ? Waited::interrupted : Waited::to_the_end;
}

VerificationOptions verification_options(const PreparedVerification& prepared, CheckOptions check, Language language) {
  VerificationOptions options;
  const VerificationSettings& settings = prepared.request.verification;
  options.kind = settings.expect_refused ? VerificationKind::deactivation : VerificationKind::rotation;
  options.check = std::move(check);
  options.check.password =
      settings.expect_refused ? PasswordDates{} : password_dates(prepared.issued, prepared.provider);
  options.wait_at_most = std::chrono::duration_cast<std::chrono::milliseconds>(settings.wait);
  options.wait = [&network = *prepared.network, language,
                  is_quiet = prepared.request.verbosity == Verbosity::quiet](const PropagationWait& wait) {
    return wait_on(network, wait.time, [&] {
      if (!is_quiet) {
        remark(waiting_sentence(wait, Wording::of(language)), language);
      }
    });
  };
  return options;
}

/// Runs the verification, keeps what it proves and tells what came of it.
class VerificationRun {
 public:
  VerificationRun(PreparedVerification& prepared, Language language) : m_prepared(prepared), m_language(language) {
    m_report.tool = tool_info();
    m_report.started_at = m_clock.wall_now();
    m_report.today = prepared.today;
    m_report.settings = mail_settings(prepared.account, prepared.provider);
  }

  int run(const VerificationOptions& options) {
    const Instant began = m_clock.now();
    m_report.verification = verify_passwords(options);
    m_report.elapsed = m_clock.now() - began;
    const bool has_evidence = write_evidence();
    const bool is_recorded = write_ledger();
    const int status = verification_status(m_report.verification, m_prepared.today, m_prepared.network->signal());
    const bool is_kept = has_evidence && is_recorded;
    const int printed = print_report(is_kept && status == k_exit_passed ? Success::yes : Success::no);
    return is_kept && printed == k_exit_passed ? status_of_format(status) : k_exit_tool_failed;
  }

 private:
  Verification verify_passwords(const VerificationOptions& options) {
    const std::string& login = m_prepared.account.login;
    const Credentials password{login, m_prepared.passwords.password};
    std::optional<Credentials> old;
    if (m_prepared.passwords.old) {
      old = Credentials{login, *m_prepared.passwords.old};
    }
    return verify(*m_prepared.network, m_prepared.account, password, old ? &*old : nullptr, options);
  }

  /// False when it was asked for and is not there.
  bool write_evidence() {
    if (!m_prepared.evidence) {
      return true;
    }
    const bool is_rotation = m_report.verification.kind == VerificationKind::rotation;
    const EvidenceContext context{m_report.tool,      user_name(),
                                  computer_name(),    m_report.started_at,
                                  m_clock.wall_now(), is_rotation ? std::optional(m_prepared.issued) : std::nullopt};
    const auto written = m_prepared.evidence->write(evidence_record(m_report.verification, context));
    if (!written) {
      complain(written.error(), m_language);
      return false;
    }
    m_report.evidence = *written;
    return true;
  }

  /// False when something was to be recorded and could not be, which is said.
  bool write_ledger() {
    const GuardSettings& guard = m_prepared.request.guard;
    if (guard.no_memory) {
      return true;
    }
    const auto ledger = ledger_for(guard, process_environment, m_clock);
    if (!ledger) {
      return is_fine_without(ledger.error());
    }
    const auto noted =
        record_verification(**ledger, {m_report.verification, m_prepared.provider, m_prepared.issued, m_prepared.today,
                                       m_report.evidence ? m_report.evidence->sha256 : std::string{}});
    if (!noted) {
      return is_fine_without(noted.error());
    }
    m_report.recorded = noted->dates;
    m_report.programs = noted->programs;
    if (noted->issued_before && m_prepared.request.verbosity != Verbosity::quiet) {
      complain({Message::note_was_issued_before, iso_date(*noted->issued_before), iso_date(m_prepared.issued)},
               m_language);
    }
    return true;
  }

  /// A ledger that fails keeps nothing from being verified: it counts where something was proved.
  bool is_fine_without(const LedgerError& error) const {
    const VerificationResult result = m_report.verification.outcome.result;
    if (result != VerificationResult::complete && result != VerificationResult::deactivated) {
      return true;
    }
    if (const auto* refusal = std::get_if<LedgerRefusal>(&error);
        refusal != nullptr && *refusal == LedgerRefusal::not_on_record) {
      complain({Message::note_nothing_to_deactivate, {}, {}}, m_language);
      return true;
    }
    if (const auto* problem = std::get_if<StateProblem>(&error)) {
      complain(usage_error(*problem), m_language);
    }
    complain({Message::date_not_recorded, {}, {}}, m_language);
    return false;
  }

  /// The success line is for a complete rotation alone.
  int print_report(Success all_went_well) const {
    const bool is_complete = m_report.verification.outcome.result == VerificationResult::complete;
    return print(rendered(m_report, m_prepared.request, is_complete ? all_went_well : Success::no, m_language,
                          m_prepared.colour),
                 m_language);
  }

  [[nodiscard]] int status_of_format(int status) const {
    return m_prepared.request.format == "nagios" ? verification_plugin_status(m_report, m_prepared.request, m_language)
                                                 : status;
  }

  SystemClock m_clock;
  PreparedVerification& m_prepared;
  Language m_language;
  VerificationReport m_report;
};

}  // namespace

int rotate_verify(const Invocation& invocation) {
  const auto providers = known_providers();
  if (!providers) {
    return refuse(providers.error(), invocation);
  }
  const std::unique_ptr<Terminal> terminal = Terminal::open();
  auto prepared = prepare(invocation, *providers, terminal.get());
  if (!prepared) {
    return break_off(prepared.error(), invocation);
  }
  const GuardSettings& guard = prepared->request.guard;
  const SystemClock clock;
  const auto memory = open_memory(guard, clock, invocation.language);
  const auto remembered = heeds_memory(guard, memory.get(), prepared->account, prepared->passwords.password,
                                       terminal.get(), invocation.language);
  if (!remembered) {
    return break_off(remembered.error(), invocation);
  }
  CheckOptions check = check_options_of(prepared->request, prepared->account, *providers, invocation.ignored_variables);
  check.memory = memory.get();
  check.remembered = *remembered;
  const VerificationOptions options = verification_options(*prepared, std::move(check), invocation.language);
  const int status = VerificationRun(*prepared, invocation.language).run(options);
  if (memory != nullptr && memory->problem()) {
    complain(usage_error(*memory->problem()), invocation.language);
  }
  return status;
}

}  // namespace pecprobe
