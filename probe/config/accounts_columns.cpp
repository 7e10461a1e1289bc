#include "probe/config/accounts_columns.hpp"

#include "protocols/base/text.hpp"

#include <algorithm>
#include <string>

namespace pecprobe {

namespace {

using enum AccountsColumn;

constexpr std::array k_columns = std::to_array<AccountsColumnRow>({
    {address, "address", "indirizzo indirizzo_pec casella casella_pec pec email mail mailbox"},
    {login, "login", "utente nome_utente username user user_name user_id"},
    {kind, "kind", "tipo tipo_utenza utenza account_kind"},
    {provider, "provider", "gestore"},
    {imap, "imap", "server_imap imap_server"},
    {pop3, "pop3", "server_pop3 pop3_server pop"},
    {smtp, "smtp", "server_smtp smtp_server"},
    {services, "services", "servizi protocolli protocols"},
    {tags, "tags", "etichette etichetta tag"},
    {issued, "issued", "generata generata_il data_password emessa emessa_il password_issued issued_on"},
    {used_by, "used_by", "usata_da usata_in programmi programs"},
    {two_step, "two_step", "due_passaggi verifica_in_due_passaggi verifica_in_2_passaggi two_step_verification 2fa"},
    {password, "password", ""},
    {password_command, "password_command", "comando_password"},
    {password_file, "password_file", "file_password"},
    {password_env, "password_env", "variabile_password"},
    {new_password, "new_password", "nuova_password password_nuova"},
    {new_password_command, "new_password_command", "comando_nuova_password"},
    {new_password_file, "new_password_file", "file_nuova_password"},
    {new_password_env, "new_password_env", "variabile_nuova_password"},
    {old_password, "old_password", "vecchia_password password_vecchia"},
    {old_password_command, "old_password_command", "comando_vecchia_password"},
    {old_password_file, "old_password_file", "file_vecchia_password"},
    {old_password_env, "old_password_env", "variabile_vecchia_password"},
    {note, "note", "nota notes commento commenti comment comments"},
});

constexpr bool is_in_enum_order() {
  for (std::size_t i = 0; i < k_columns.size(); ++i) {
    if (static_cast<std::size_t>(k_columns[i].column) != i) {
      return false;
    }
  }
  return static_cast<std::size_t>(note) + 1 == k_columns.size();
}
static_assert(is_in_enum_order(), "accounts_columns() promises it");

/// Lower case; runs of blanks, `_` and `-` become one `_`, "e-mail" is "email".
std::string normalised(std::string_view heading) {
  std::string out;
  for (const char c : ascii_lower(trimmed(heading))) {
    const bool is_gap = c == ' ' || c == '_' || c == '-';
    if (!is_gap) {
      out += c;
    } else if (!out.empty() && out.back() != '_') {
      out += '_';
    }
  }
  return out == "e_mail" ? "email" : out;
}

template <typename Fits>
std::optional<AccountsColumn> first_that(Fits fits) {
  const auto* found = std::find_if(k_columns.begin(), k_columns.end(), fits);
  return found == k_columns.end() ? std::nullopt : std::optional(found->column);
}

}  // namespace

std::span<const AccountsColumnRow> accounts_columns() noexcept { return k_columns; }

std::optional<AccountsColumn> column_of_key(std::string_view key) noexcept {
  return first_that([&](const AccountsColumnRow& row) { return row.key == key; });
}

std::optional<AccountsColumn> column_of_heading(std::string_view heading) {
  const std::string name = normalised(heading);
  return first_that([&](const AccountsColumnRow& row) {
    const std::vector<std::string> headings = split_words(row.headings);
    return row.key == name || std::find(headings.begin(), headings.end(), name) != headings.end();
  });
}

bool is_list(AccountsColumn column) noexcept {
  return column == services || column == tags || column == used_by || column == password_command ||
         column == new_password_command || column == old_password_command;
}

PasswordColumns password_columns(PasswordRole role) noexcept {
  switch (role) {
    case PasswordRole::current: break;
    case PasswordRole::new_one: return {new_password, new_password_command, new_password_file, new_password_env};
    case PasswordRole::old_one: return {old_password, old_password_command, old_password_file, old_password_env};
  }
  return {password, password_command, password_file, password_env};
}

bool is_password(AccountsColumn column) noexcept {
  return column == password || column == new_password || column == old_password;
}

}  // namespace pecprobe
