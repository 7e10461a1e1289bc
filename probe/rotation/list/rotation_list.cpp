#include "probe/rotation/list/rotation_list.hpp"

#include "protocols/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <tuple>
#include <utility>

namespace pecprobe {

namespace {

bool is_due(const PasswordState& state, std::optional<int> within) {
  if (within && state.days_left) {
    return *state.days_left <= *within;
  }
  switch (state.phase) {
    case PasswordPhase::unknown:
    case PasswordPhase::valid:
    case PasswordPhase::deactivated: return false;
    case PasswordPhase::extendable:
    case PasswordPhase::expiring:
    case PasswordPhase::expires_today:
    case PasswordPhase::expired: return true;
  }
  return true;
}

std::vector<RotationAction> actions_for(const LedgerEntry& entry, const PasswordState& state,
                                        std::optional<int> within) {
  std::vector<RotationAction> actions;
  if (is_due(state, within)) {
    const bool can_go_on = state.phase != PasswordPhase::expired && entry.validity.extension_from_days;
    actions.push_back(can_go_on ? RotationAction::extend : RotationAction::renew);
  }
  if (!open_programs(entry).empty()) {
    actions.push_back(RotationAction::install);
  }
  return actions;
}

/// Smaller is more urgent.
auto urgency(const ListedPassword& listed) {
  const bool is_due = !listed.actions.empty() && listed.actions.front() != RotationAction::install;
  const int group = is_due ? 0 : !listed.actions.empty() ? 1 : listed.state.phase == PasswordPhase::deactivated ? 3 : 2;
  return std::tuple(group, listed.state.days_left.value_or(std::numeric_limits<int>::max()),
                    record_name(listed.record.entry.key));
}

/// Every text fit for a terminal and for UTF-8 documents, whatever was typed or came into the file.
void make_printable(PasswordOnRecord& record) {
  LedgerEntry& entry = record.entry;
  for (std::string* text : {&entry.key.address, &entry.key.login, &entry.provider}) {
    *text = printable(*text);
  }
  for (InstalledProgram& program : entry.programs) {
    program.name = printable(program.name);
  }
  for (LedgerEvent& event : record.history) {
    event.detail = printable(event.detail);
  }
}

}  // namespace

std::string_view to_string(RotationAction action) noexcept {
  switch (action) {
    case RotationAction::extend: return "extend";
    case RotationAction::renew: return "renew";
    case RotationAction::install: return "install";
  }
  return "";
}

std::size_t RotationList::needing_action() const noexcept {
  return static_cast<std::size_t>(std::count_if(passwords.begin(), passwords.end(),
                                                [](const ListedPassword& listed) { return !listed.actions.empty(); }));
}

RotationList rotation_list(std::vector<PasswordOnRecord> records, std::chrono::sys_days today,
                           std::optional<int> within) {
  RotationList list;
  list.today = today;
  for (PasswordOnRecord& record : records) {
    make_printable(record);
    const PasswordState state = password_state(password_dates(record.entry), today).value_or(PasswordState{});
    std::vector<RotationAction> actions = actions_for(record.entry, state, within);
    list.passwords.push_back({std::move(record), state, std::move(actions)});
  }
  std::sort(list.passwords.begin(), list.passwords.end(),
            [](const ListedPassword& a, const ListedPassword& b) { return urgency(a) < urgency(b); });
  return list;
}

RotationList share(RotationList list, Aliases& aliases) {
  for (ListedPassword& listed : list.passwords) {
    LedgerKey& key = listed.record.entry.key;
    key.address = aliases.alias(AliasKind::account, key.address);
    key.login = aliases.alias(AliasKind::login, key.login);
  }
  for (ListedPassword& listed : list.passwords) {
    for (InstalledProgram& program : listed.record.entry.programs) {
      program.name = aliases.mask(program.name);
    }
    for (LedgerEvent& event : listed.record.history) {
      event.detail = aliases.mask(event.detail);
    }
  }
  return list;
}

std::string record_name(const LedgerKey& key) {
  std::string name = key.address;
  if (key.kind != AccountKind::mailbox) {
    name += fmt::format(" ({})", to_string(key.kind));
  }
  return key.login.empty() ? name : fmt::format("{}, {}", name, key.login);
}

}  // namespace pecprobe
