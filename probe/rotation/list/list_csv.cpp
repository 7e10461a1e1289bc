#include "probe/model/iso_date.hpp"
#include "probe/report/csv_row.hpp"
#include "probe/rotation/list/list_formats.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace pecprobe {

namespace {

std::string date_or_empty(std::optional<std::chrono::sys_days> date) { return date ? iso_date(*date) : std::string{}; }

std::string action_names(const ListedPassword& listed) {
  std::vector<std::string_view> names;
  for (const RotationAction action : listed.actions) {
    names.push_back(to_string(action));
  }
  return fmt::format("{}", fmt::join(names, " "));
}

std::string row_of(const ListedPassword& listed) {
  const LedgerEntry& entry = listed.record.entry;
  const PasswordDates dates = password_dates(entry);
  CsvRow row;
  row.text(entry.key.address);
  row.text(entry.key.login);
  row.text(to_string(entry.key.kind));
  row.text(entry.provider);
  row.text(date_or_empty(dates.issued));
  row.text(date_or_empty(dates.expires));
  row.text(date_or_empty(dates.extendable_from));
  row.text(date_or_empty(dates.deactivated));
  row.text(to_string(listed.state.phase));
  row.number(listed.state.days_left);
  row.text(action_names(listed));
  row.text(fmt::format("{}", fmt::join(open_programs(entry), "; ")));
  return row.line();
}

}  // namespace

std::string list_csv(const RotationList& list, const SinkOptions&) {
  std::string out =
      "address,login,kind,provider,issued,expires,extendable_from,deactivated,phase,days_left,actions,open_programs\n";
  for (const ListedPassword& listed : list.passwords) {
    out += row_of(listed);
  }
  return out;
}

}  // namespace pecprobe
