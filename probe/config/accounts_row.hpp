// From the texts of one row of an accounts file to an account that can be tested.
#pragma once

#include "probe/config/accounts_passwords.hpp"

#include <tl/expected.hpp>

#include <chrono>
#include <functional>
#include <string>
#include <vector>

namespace pecprobe {

/// Which passwords each row needs; `if_named` takes the one that row or defaults name, and does without.
enum class PasswordNeed { none, if_named, one, new_and_old };

/// A variable that stands somewhere for a password: whoever confuses the columns writes a password there, so that
/// complaints name the place and never the name.
struct NamedVariable {
  std::string name;
  FilePlace place;
  std::string column;  // as its author wrote it
};

/// One row, checked.
struct AccountRow {
  std::size_t index = 0;  // among the rows, from 0
  FilePlace place;
  AccountInput input;
  Account account;
  std::vector<std::string> tags;
  std::vector<std::string> used_by;  // programs that have the password
  RowPassword password;
  RowPassword new_password;
  RowPassword old_password;
  std::vector<NamedVariable> variables;  // that the file names for the passwords of this row
};

/// What rows are read against.
struct AccountsRules {
  const ProviderTable* providers = &ProviderTable::built_in();  // outlives the reading
  /// For what rows and the file's defaults leave open: provider and servers together, two-step verification. Its
  /// protocols are the only ones tested, its cleartext rule holds for all.
  AccountInput usual;
  /// Where the password of a row without one comes from.
  std::optional<SecretSource> usual_password;
  PasswordNeed need = PasswordNeed::one;
  std::chrono::sys_days today{};
  /// Asked, where neither row nor table tell the provider, to fill in the mail exchangers.
  std::function<void(AccountInput&)> learn_exchangers = [](AccountInput&) {};
};

/// `folder` is where relative password files stand. All that is wrong with the row at once.
[[nodiscard]] tl::expected<AccountRow, std::vector<AccountsFault>> read_account_row(RawRow row, const RawRow& defaults,
                                                                                    const AccountsRules& rules,
                                                                                    const std::string& folder);

}  // namespace pecprobe
