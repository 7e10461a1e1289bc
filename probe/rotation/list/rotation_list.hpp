// The passwords on record as a person wants to see them: the most urgent first, each with what is to be done.
#pragma once

#include "probe/model/aliases.hpp"
#include "probe/model/expiry.hpp"
#include "probe/model/provider.hpp"
#include "probe/rotation/ledger_entry.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pecprobe {

enum class RotationAction {
  extend,   // the provider lets the present password go on
  renew,    // a new password is needed
  install,  // programs still have an earlier password
};
[[nodiscard]] std::string_view to_string(RotationAction action) noexcept;

/// An entry with what else is known of it.
struct PasswordOnRecord {
  LedgerEntry entry;
  std::vector<LedgerEvent> history{};
  std::optional<Provider> provider{};  // its row of the provider table
};

struct ListedPassword {
  PasswordOnRecord record;
  PasswordState state;
  std::vector<RotationAction> actions;  // empty: nothing is to be done now
};

struct RotationList {
  ToolInfo tool;
  std::chrono::sys_days today{};
  std::vector<ListedPassword> passwords;  // the most urgent first

  /// How many need somebody to do something.
  [[nodiscard]] std::size_t needing_action() const noexcept;
};

/// `within`: from how many days before its end on a password needs action; else from the day on which it can be
/// extended, or 14 days before. Programs without the present password need it at any time. Every text is printable
/// afterwards.
[[nodiscard]] RotationList rotation_list(std::vector<PasswordOnRecord> records, std::chrono::sys_days today,
                                         std::optional<int> within);

/// Addresses and logins replaced by aliases, in the names of programs and in history, too.
[[nodiscard]] RotationList share(RotationList list, Aliases& aliases);

/// The address, with the kind where it is no mailbox and the collaborator's login: "ditta@pec.example, anna".
[[nodiscard]] std::string record_name(const LedgerKey& key);

}  // namespace pecprobe
