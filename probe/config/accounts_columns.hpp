// What an accounts file can say about an account: its keys in TOML, and the headings of a spreadsheet's columns.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string_view>

namespace pecprobe {

enum class AccountsColumn {
  address,
  login,
  kind,
  provider,
  imap,
  pop3,
  smtp,
  services,
  tags,
  issued,
  used_by,
  two_step,
  password,
  password_command,
  password_file,
  password_env,
  new_password,
  new_password_command,
  new_password_file,
  new_password_env,
  old_password,
  old_password_command,
  old_password_file,
  old_password_env,
  note,  // for people: never read
};

struct AccountsColumnRow {
  AccountsColumn column;
  std::string_view key;       // in TOML, and the heading that always works
  std::string_view headings;  // further ones, between blanks, in lower case with `_`
};

/// In the order of AccountsColumn.
[[nodiscard]] std::span<const AccountsColumnRow> accounts_columns() noexcept;

[[nodiscard]] std::optional<AccountsColumn> column_of_key(std::string_view key) noexcept;
/// By a heading in Italian or English; case, blanks, `_` and `-` do not count.
[[nodiscard]] std::optional<AccountsColumn> column_of_heading(std::string_view heading);

/// Whether a value may be several texts.
[[nodiscard]] bool is_list(AccountsColumn column) noexcept;

/// Which password: the one that is in use, or with a rotation the new and the old one.
enum class PasswordRole { current, new_one, old_one };

/// The columns that can say where one password comes from.
struct PasswordColumns {
  AccountsColumn cell;
  AccountsColumn command;
  AccountsColumn file;
  AccountsColumn variable;

  [[nodiscard]] std::array<AccountsColumn, 4> all() const noexcept { return {cell, command, file, variable}; }
};
[[nodiscard]] PasswordColumns password_columns(PasswordRole role) noexcept;
/// Whether cells of this column are passwords.
[[nodiscard]] bool is_password(AccountsColumn column) noexcept;

}  // namespace pecprobe
