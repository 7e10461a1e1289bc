#include "probe/cli/accounts/ledger_access.hpp"
#include "probe/cli/exit_status.hpp"
#include "probe/cli/options/rotate_options.hpp"
#include "probe/cli/output/report_output.hpp"
#include "probe/cli/rotate/rotate_dates.hpp"
#include "probe/cli/rotate/rotate_opening.hpp"
#include "probe/cli/terminal/console.hpp"
#include "probe/rotation/calendar.hpp"
#include "probe/rotation/list/on_record.hpp"

#include <array>

namespace pecprobe {

namespace {

constexpr std::array<std::string_view, 6> k_options = {"account-kind", "login", "today", "state", "lang", "output"};
constexpr RotateSyntax k_calendar = {"calendar", 0, 1, k_options};

/// Of the account that was named, or of all.
OrLedgerError<std::vector<PasswordOnRecord>> chosen(Ledger& ledger, const CheckRequest& request,
                                                    const ProviderTable& table) {
  if (request.account.address.empty()) {
    auto all = all_on_record(ledger, table);
    return all ? OrLedgerError<std::vector<PasswordOnRecord>>(*std::move(all))
               : tl::unexpected(LedgerError(all.error()));
  }
  auto entry = ledger.find(ledger_key(request));
  if (!entry) {
    return tl::unexpected(LedgerError(entry.error()));
  }
  if (!*entry) {
    return tl::unexpected(LedgerError(LedgerRefusal::not_on_record));
  }
  auto record = on_record(ledger, **std::move(entry), table);
  return record ? OrLedgerError<std::vector<PasswordOnRecord>>({*std::move(record)})
                : tl::unexpected(LedgerError(record.error()));
}

}  // namespace

std::vector<OptionRow> rotate_calendar_options() { return option_rows(k_calendar); }

int rotate_calendar(const Invocation& invocation) {
  const auto opened = open_rotation(parse_rotate_arguments(invocation.arguments, k_calendar), invocation);
  if (!opened) {
    return opened.error();
  }
  const CheckRequest& request = opened->request;
  const auto records = chosen(*opened->ledger, request, opened->table);
  if (!records) {
    return refuse(records.error(), ledger_key(request), *opened->ledger, invocation);
  }
  if (!has_events(*records)) {
    complain({Message::calendar_empty, {}, {}}, invocation.language);
    return k_exit_failed;
  }
  const std::string text = calendar(*records, opened->today, invocation.language);
  if (request.rotation.output.empty()) {
    return print(text, invocation.language);
  }
  if (const auto failure = write_whole_file(request.rotation.output, text)) {
    complain(*failure, invocation.language);
    return failure->message == Message::report_write_failed ? k_exit_tool_failed : k_exit_usage;
  }
  return k_exit_passed;
}

}  // namespace pecprobe
