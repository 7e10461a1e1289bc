#include "probe/rotation/ledger_rules.hpp"

#include "protocols/base/text.hpp"

#include <algorithm>

namespace pecprobe {

namespace {

using std::chrono::sys_days;
using Kind = LedgerEvent::Kind;

tl::unexpected<LedgerRefusal> refuse(LedgerRefusal refusal) { return tl::unexpected(refusal); }

bool is_same_name(const std::string& a, const std::string& b) { return ascii_lower(a) == ascii_lower(b); }

auto find_program(const std::vector<InstalledProgram>& programs, const std::string& name) {
  return std::find_if(programs.begin(), programs.end(),
                      [&](const InstalledProgram& program) { return is_same_name(program.name, name); });
}

/// Each name once; `former` lends what was done there already.
std::vector<InstalledProgram> programs_named(const std::vector<std::string>& names,
                                             const std::vector<InstalledProgram>& former) {
  std::vector<InstalledProgram> programs;
  for (const std::string& name : names) {
    if (find_program(programs, name) == programs.end()) {
      const auto known = find_program(former, name);
      programs.push_back({name, known == former.end() ? std::nullopt : known->done});
    }
  }
  return programs;
}

void reopen(std::vector<InstalledProgram>& programs) {
  for (InstalledProgram& program : programs) {
    program.done.reset();
  }
}

/// A password that was extended and is now described anew keeps its later end, unless another one is told.
std::optional<sys_days> last_day_of(const NewPassword& password, const LedgerEntry* same) {
  if (password.expires) {
    return password.expires;
  }
  return same != nullptr && !same->extensions.empty() ? same->expires : last_day(password.issued, password.validity);
}

}  // namespace

OrRefusal<LedgerChange> recorded(const std::optional<LedgerEntry>& former, const NewPassword& password,
                                 sys_days today) {
  if (password.issued > today) {
    return refuse(LedgerRefusal::in_the_future);
  }
  const bool is_same = former && former->issued == password.issued && !former->deactivated;
  LedgerEntry entry = is_same ? *former : LedgerEntry{former ? former->key : password.key};
  entry.provider = password.provider;
  entry.validity = password.validity;
  entry.issued = password.issued;
  entry.expires = last_day_of(password, is_same ? &*former : nullptr);
  if (entry.expires && *entry.expires < password.issued) {
    return refuse(LedgerRefusal::expires_too_early);
  }
  const std::vector<InstalledProgram> known = former ? former->programs : std::vector<InstalledProgram>{};
  entry.programs = password.programs ? programs_named(*password.programs, known) : known;
  if (!is_same) {
    reopen(entry.programs);
  }
  entry.revision = former ? former->revision + 1 : 0;
  LedgerEvent event{is_same ? Kind::corrected : Kind::recorded, entry.issued, entry.expires};
  return LedgerChange{std::move(entry), std::move(event)};
}

OrRefusal<LedgerChange> extended(const LedgerEntry& entry, sys_days on, std::optional<sys_days> expires,
                                 sys_days today) {
  if (entry.deactivated) {
    return refuse(LedgerRefusal::deactivated);
  }
  if (on > today) {
    return refuse(LedgerRefusal::in_the_future);
  }
  if (on < entry.issued) {
    return refuse(LedgerRefusal::before_issue);
  }
  const std::optional<sys_days> end = expires ? expires : last_day(on, entry.validity);
  if (!end) {
    return refuse(LedgerRefusal::expiry_unknown);
  }
  if (*end < on) {
    return refuse(LedgerRefusal::expires_too_early);
  }
  LedgerChange change{entry, LedgerEvent{Kind::extended, on, end}};
  std::vector<Extension>& extensions = change.entry.extensions;
  if (!extensions.empty() && extensions.back().on == on) {
    extensions.pop_back();
  }
  extensions.push_back({on, *end});
  change.entry.expires = end;
  ++change.entry.revision;
  return change;
}

OrRefusal<LedgerChange> deactivated(const LedgerEntry& entry, sys_days on, sys_days today) {
  if (on > today) {
    return refuse(LedgerRefusal::in_the_future);
  }
  if (on < entry.issued) {
    return refuse(LedgerRefusal::before_issue);
  }
  LedgerChange change{entry, std::nullopt};
  if (!entry.deactivated) {
    change.entry.deactivated = on;
    ++change.entry.revision;
    change.event = LedgerEvent{Kind::deactivated, on};
  }
  return change;
}

OrRefusal<LedgerChange> installed(const LedgerEntry& entry, const std::string& program, sys_days today) {
  if (entry.deactivated) {
    return refuse(LedgerRefusal::deactivated);
  }
  const auto found = find_program(entry.programs, program);
  if (found == entry.programs.end()) {
    return refuse(LedgerRefusal::no_such_program);
  }
  LedgerChange change{entry, std::nullopt};
  if (!found->done) {
    change.entry.programs[static_cast<std::size_t>(found - entry.programs.begin())].done = today;
    change.event = LedgerEvent{Kind::installed, today, std::nullopt, found->name};
  }
  return change;
}

}  // namespace pecprobe
