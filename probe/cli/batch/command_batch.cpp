#include "probe/cli/batch/command_batch.hpp"

#include "probe/cli/accounts/accounts_complaints.hpp"
#include "probe/cli/accounts/check_rules.hpp"
#include "probe/cli/accounts/provider_knowledge.hpp"
#include "probe/cli/batch/batch_session.hpp"
#include "probe/cli/exit_status.hpp"
#include "probe/cli/ignored_environment.hpp"
#include "probe/cli/options/options.hpp"
#include "probe/cli/options/sink_options.hpp"
#include "probe/cli/output/report_file.hpp"
#include "probe/cli/refusal.hpp"
#include "probe/cli/terminal/console.hpp"

#include <unistd.h>

#include <utility>

namespace pecprobe {

namespace {

tl::expected<AccountSelection, UsageError> selection_of(const BatchSettings& batch) {
  AccountSelection selection{batch.only, batch.exclude};
  if (!batch.only_failed.empty()) {
    const auto earlier = read_report_file(batch.only_failed);
    if (!earlier) {
      return tl::unexpected(earlier.error());
    }
    selection.only_failed(earlier->accounts);
  }
  return selection;
}

void tell_notes(const BatchAccounts& accounts, const std::string& file, Language language) {
  if (accounts.file().holds_passwords()) {
    complain({Message::note_passwords_in_file, file, {}}, language);
  }
  for (const PlacedNote& note : accounts.notes()) {
    complain_at(place_in(file, note.place), note.note, language);
  }
  if (accounts.further_notes() > 0) {
    complain({Message::note_more_remarks, std::to_string(accounts.further_notes()), {}}, language);
  }
}

}  // namespace

int command_batch(const Invocation& invocation) {
  const Language language = invocation.language;
  const auto request = parse_batch_arguments(invocation.arguments);
  if (!request) {
    return refuse(request.error(), invocation);
  }
  if (request->batch.explains_columns) {
    return print(columns_help(language), language);
  }
  if (request->batch.file.empty()) {
    return refuse({Message::accounts_file_missing, {}, {}}, invocation);
  }
  if (const auto error = cleartext_contradiction(*request)) {
    return refuse(*error, invocation);
  }
  const auto table = known_providers();
  if (!table) {
    return refuse(table.error(), invocation);
  }
  auto selection = selection_of(request->batch);
  if (!selection) {
    return refuse(selection.error(), invocation);
  }
  const auto accounts = BatchAccounts::read(*request, std::move(*selection), *table);
  if (!accounts) {
    complain(accounts.error(), request->batch.file, *table, Message::accounts_faults, language);
    return usage_status(invocation.arguments);
  }
  const BatchPlan& plan = (*accounts)->plan();
  if (plan.selected() == 0) {
    return refuse({Message::accounts_none_selected, {}, {}}, invocation);
  }
  auto journal = RunJournal::open(*request, plan, language);
  if (!journal) {
    return refuse(journal.error(), invocation);
  }
  auto output = ReportOutput::open(*request, (*journal)->header().language,
                                   colour_of(request->colour, isatty(STDOUT_FILENO) != 0, process_environment));
  if (!output) {
    return refuse(output.error(), invocation);
  }
  if (request->verbosity != Verbosity::quiet) {
    tell_notes(**accounts, request->batch.file, language);
  }
  forget_trust_variables();
  return BatchSession(*request, invocation, **accounts, std::move(*journal), std::move(*output)).run();
}

}  // namespace pecprobe
