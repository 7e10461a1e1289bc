// What is wrong with an accounts file, each fault at its place.
#pragma once

#include "probe/config/account_input.hpp"
#include "probe/config/secret_source.hpp"

#include <compare>
#include <cstddef>
#include <string>
#include <variant>
#include <vector>

namespace pecprobe {

/// Both counted from 1, columns in characters; 0 where the file as a whole is meant.
struct FilePlace {
  std::size_t line = 0;
  std::size_t column = 0;

  auto operator<=>(const FilePlace&) const = default;
};

enum class AccountsProblem {
  cannot_open,         // detail: the system's words
  not_a_regular_file,  // it is read twice
  writable_by_others,  // it says to whom passwords go
  cannot_read,         // detail: the system's words
  too_large,
  changed_while_read,
  utf16,
  not_utf8,
  nul_byte,
  line_too_long,
  field_too_long,
  too_many_rows,
  quotes_unbalanced,
  not_toml,             // detail: the reader's words
  header_missing,       // the first line names no columns
  address_missing,      // no such column, or nothing in it
  no_accounts,          // not one row
  column_unknown,       // what: its name
  column_twice,         // what: its name
  cell_without_column,  // more cells than columns
  not_for_all,          // what: a key that cannot stand among the defaults
  value_not_text,       // what: the key whose value is of another kind
  control_characters,   // what: the column
  kind_unknown,         // what: the column; likewise below
  two_step_unknown,
  service_unknown,
  endpoint_malformed,  // detail: the protocol
  date_malformed,
  date_in_future,
  variable_malformed,
  command_malformed,
  password_in_toml,   // only a CSV may hold passwords
  several_sources,    // what: one of the columns; detail: the other
  no_source,          // what: which password
  same_account,       // detail: the line of the first
  same_login,         // another account logs in under the same name at the same server; detail: the line of the first
  contradicts_other,  // the same account with another provider, date or verification; detail: the line of the first
};

struct AccountsFault {
  FilePlace place;
  std::variant<AccountsProblem, InputError, SecretError> problem;
  std::string what;    // the column or key as its author wrote it
  std::string detail;  // of an AccountsProblem

  bool operator==(const AccountsFault&) const = default;
};

/// All faults of a file in the order of their places, of which only the first are kept.
struct AccountsFaults {
  std::vector<AccountsFault> first;
  std::size_t total = 0;
};

}  // namespace pecprobe
