#include "probe/rotation/ledger_entry.hpp"

namespace pecprobe {

LedgerKey ledger_key(const Account& account) {
  return {account.address, account.kind, account.kind == AccountKind::multiuser ? account.login : std::string{}};
}

PasswordDates password_dates(const LedgerEntry& entry) {
  return {entry.issued, entry.expires, first_extension_day(entry.expires, entry.validity), entry.deactivated};
}

std::vector<std::string> open_programs(const LedgerEntry& entry) {
  std::vector<std::string> open;
  for (const InstalledProgram& program : entry.programs) {
    if (!program.done && !entry.deactivated) {
      open.push_back(program.name);
    }
  }
  return open;
}

std::string_view to_string(LedgerEvent::Kind kind) noexcept {
  using Kind = LedgerEvent::Kind;
  switch (kind) {
    case Kind::recorded: return "recorded";
    case Kind::corrected: return "corrected";
    case Kind::extended: return "extended";
    case Kind::deactivated: return "deactivated";
    case Kind::installed: return "installed";
    case Kind::verified: return "verified";
    case Kind::found_dead: return "found_dead";
  }
  return "";
}

}  // namespace pecprobe
