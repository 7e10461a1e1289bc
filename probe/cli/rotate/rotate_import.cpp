#include "probe/cli/accounts/accounts_complaints.hpp"
#include "probe/cli/accounts/ledger_access.hpp"
#include "probe/cli/accounts/requested_rules.hpp"
#include "probe/cli/exit_status.hpp"
#include "probe/cli/options/rotate_options.hpp"
#include "probe/cli/rotate/rotate_dates.hpp"
#include "probe/cli/rotate/rotate_opening.hpp"
#include "probe/cli/terminal/console.hpp"
#include "probe/config/accounts_file.hpp"
#include "probe/model/iso_date.hpp"
#include "probe/rotation/list/rotation_list.hpp"

#include <array>

namespace pecprobe {

namespace {

constexpr std::array<std::string_view, 7> k_options = {"today", "state", "lang", "force", "no-mx", "provider", "quiet"};
constexpr RotateSyntax k_import = {"import", 1, 1, k_options};

ToldPassword told_by(const AccountRow& row, const ProviderTable& table) {
  const Provider* provider = table.find_provider(row.account.provider);
  ToldPassword told{ledger_key(row.account), row.account.provider, validity_of(provider), row.account.password_issued};
  if (!row.used_by.empty()) {
    told.programs = row.used_by;
  }
  return told;
}

struct OutcomeMessages {
  ImportOutcome outcome;
  std::optional<Message> of_one;  // with the account and the file's day; nothing: not worth a line
  Message of_all;                 // with their number
};

constexpr std::array k_outcomes = {
    OutcomeMessages{ImportOutcome::added, Message::import_added, Message::import_all_added},
    OutcomeMessages{ImportOutcome::changed, Message::import_changed, Message::import_all_changed},
    OutcomeMessages{ImportOutcome::unchanged, std::nullopt, Message::import_all_unchanged},
    OutcomeMessages{ImportOutcome::newer_on_record, Message::import_kept, Message::import_all_kept},
    OutcomeMessages{ImportOutcome::without_date, Message::import_without_date, Message::import_all_without_date},
};

/// A line for each account that is not as it was before, unless `verbosity` is quiet, and one with the numbers.
std::string report(const std::vector<ToldPassword>& told, const std::vector<ImportOutcome>& outcomes,
                   Verbosity verbosity, Language language) {
  std::string lines;
  std::string numbers;
  for (const OutcomeMessages& kind : k_outcomes) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < told.size(); ++i) {
      if (outcomes[i] != kind.outcome) {
        continue;
      }
      ++count;
      if (kind.of_one && verbosity != Verbosity::quiet) {
        const std::string day = told[i].issued ? iso_date(*told[i].issued) : "-";
        lines += text(*kind.of_one, language, record_name(told[i].key), day) + '\n';
      }
    }
    if (count > 0) {
      numbers += (numbers.empty() ? "" : ", ") + text(kind.of_all, language, std::to_string(count));
    }
  }
  return lines + numbers + '\n';
}

}  // namespace

std::vector<OptionRow> rotate_import_options() { return option_rows(k_import); }

int rotate_import(const Invocation& invocation) {
  const auto opened = open_rotation(parse_rotate_file_arguments(invocation.arguments, k_import), invocation);
  if (!opened) {
    return opened.error();
  }
  const CheckRequest& request = opened->request;
  const RequestedRules rules(request, opened->table);
  std::vector<ToldPassword> told;
  const auto file = AccountsFile::open(request.batch.file, rules.rules(PasswordNeed::none),
                                       [&](const AccountRow& row) { told.push_back(told_by(row, opened->table)); });
  if (!file) {
    complain(file.error(), request.batch.file, opened->table, Message::import_faults, invocation.language);
    return k_exit_usage;
  }
  const WhenNewer when_newer = request.guard.force ? WhenNewer::overwrite : WhenNewer::keep;
  const auto outcomes = opened->ledger->import(told, when_newer, opened->today);
  if (!outcomes) {
    return refuse(outcomes.error(), told.front().key, *opened->ledger, invocation);
  }
  return print(report(told, *outcomes, request.verbosity, invocation.language), invocation.language);
}

}  // namespace pecprobe
