#include "probe/cli/accounts/accounts_complaints.hpp"

#include "probe/cli/terminal/console.hpp"
#include "probe/config/accounts_columns.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pecprobe {

namespace {

Message message_for(AccountsProblem problem) noexcept {
  switch (problem) {
    case AccountsProblem::cannot_open: return Message::accounts_cannot_open;
    case AccountsProblem::not_a_regular_file: return Message::accounts_not_a_regular_file;
    case AccountsProblem::writable_by_others: return Message::accounts_writable_by_others;
    case AccountsProblem::cannot_read: return Message::accounts_cannot_read;
    case AccountsProblem::too_large: return Message::accounts_too_large;
    case AccountsProblem::changed_while_read: return Message::accounts_changed;
    case AccountsProblem::utf16: return Message::accounts_utf16;
    case AccountsProblem::not_utf8: return Message::accounts_not_utf8;
    case AccountsProblem::nul_byte: return Message::accounts_nul;
    case AccountsProblem::line_too_long: return Message::accounts_line_too_long;
    case AccountsProblem::field_too_long: return Message::accounts_field_too_long;
    case AccountsProblem::too_many_rows: return Message::accounts_too_many;
    case AccountsProblem::quotes_unbalanced: return Message::accounts_quotes;
    case AccountsProblem::not_toml: return Message::accounts_not_toml;
    case AccountsProblem::header_missing: return Message::accounts_header_missing;
    case AccountsProblem::address_missing: return Message::accounts_address_missing;
    case AccountsProblem::no_accounts: return Message::accounts_none;
    case AccountsProblem::column_unknown: return Message::accounts_column_unknown;
    case AccountsProblem::column_twice: return Message::accounts_column_twice;
    case AccountsProblem::cell_without_column: return Message::accounts_cell_without_column;
    case AccountsProblem::not_for_all: return Message::accounts_not_for_all;
    case AccountsProblem::value_not_text: return Message::accounts_value_kind;
    case AccountsProblem::control_characters: return Message::accounts_control_characters;
    case AccountsProblem::kind_unknown: return Message::accounts_kind_unknown;
    case AccountsProblem::two_step_unknown: return Message::accounts_two_step_unknown;
    case AccountsProblem::service_unknown: return Message::accounts_service_unknown;
    case AccountsProblem::endpoint_malformed: return Message::accounts_endpoint;
    case AccountsProblem::date_malformed: return Message::accounts_date;
    case AccountsProblem::date_in_future: return Message::accounts_date_future;
    case AccountsProblem::variable_malformed: return Message::accounts_variable;
    case AccountsProblem::command_malformed: return Message::accounts_command;
    case AccountsProblem::password_in_toml: return Message::accounts_password_in_toml;
    case AccountsProblem::several_sources: return Message::accounts_several_sources;
    case AccountsProblem::no_source: return Message::accounts_no_source;
    case AccountsProblem::same_account: return Message::accounts_same;
    case AccountsProblem::same_login: return Message::accounts_same_login;
    case AccountsProblem::contradicts_other: return Message::accounts_contradiction;
  }
  return Message::internal_error;
}

/// The sentences of `check` speak of its options; here they speak of columns, where there is a difference.
std::optional<Message> message_in_files(InputProblem problem) noexcept {
  switch (problem) {
    case InputProblem::login_too_long: return Message::accounts_login_too_long;
    case InputProblem::provider_unknown: return Message::accounts_provider_unknown;
    case InputProblem::provider_not_inferred: return Message::accounts_provider_not_inferred;
    case InputProblem::provider_only_possible: return Message::accounts_provider_possible;
    case InputProblem::domain_not_pec: return Message::accounts_domain_not_pec;
    case InputProblem::service_not_known: return Message::accounts_service_not_known;
    case InputProblem::archive_server_not_public: return Message::accounts_archive_server;
    case InputProblem::login_not_public: return Message::accounts_login_not_public;
    case InputProblem::address_without_domain:
    case InputProblem::address_malformed:
    case InputProblem::address_too_long:
    case InputProblem::address_has_control_characters:
    case InputProblem::login_empty:
    case InputProblem::login_has_control_characters:
    case InputProblem::provider_closed:
    case InputProblem::nothing_to_test:
    case InputProblem::cleartext_not_on_loopback: return std::nullopt;
  }
  return std::nullopt;
}

Message meaning_of(AccountsColumn column) noexcept {
  using enum AccountsColumn;
  switch (column) {
    case address: return Message::column_address;
    case login: return Message::column_login;
    case kind: return Message::column_kind;
    case provider: return Message::column_provider;
    case imap:
    case pop3:
    case smtp: return Message::column_server;
    case services: return Message::column_services;
    case tags: return Message::column_tags;
    case issued: return Message::column_issued;
    case used_by: return Message::column_used_by;
    case two_step: return Message::column_two_step;
    case password: return Message::column_password;
    case password_command: return Message::column_password_command;
    case password_file: return Message::column_password_file;
    case password_env: return Message::column_password_env;
    case new_password:
    case new_password_command:
    case new_password_file:
    case new_password_env:
    case old_password:
    case old_password_command:
    case old_password_file:
    case old_password_env: return Message::column_rotation;
    case note: return Message::column_note;
  }
  return Message::column_note;
}

}  // namespace

UsageError usage_error(const AccountsFault& fault, const ProviderTable& table) {
  if (const auto* input = std::get_if<InputError>(&fault.problem)) {
    UsageError error = usage_error(*input, table);
    error.message = message_in_files(input->problem).value_or(error.message);
    return error;
  }
  if (const auto* secret = std::get_if<SecretError>(&fault.problem)) {
    UsageError error = usage_error(*secret, nullptr);
    error.what = fault.what;
    return error;
  }
  return {message_for(std::get<AccountsProblem>(fault.problem)), fault.what, fault.detail};
}

std::string place_in(const std::string& file, const FilePlace& place) {
  return place.line == 0 ? file : fmt::format("{}:{}:{}", file, place.line, place.column);
}

void complain(const AccountsFaults& faults, const std::string& file, const ProviderTable& table, Message consequence,
              Language language) {
  for (const AccountsFault& fault : faults.first) {
    complain_at(place_in(file, fault.place), usage_error(fault, table), language);
  }
  if (faults.total > faults.first.size()) {
    complain({Message::accounts_more_faults, std::to_string(faults.total - faults.first.size()), {}}, language);
  }
  if (faults.first.front().place != FilePlace{}) {  // the file as a whole is not mended line by line
    complain({consequence, file, {}}, language);
  }
}

std::string columns_help(Language language) {
  std::string help = text(Message::columns_heading, language) + "\n\n";
  for (const AccountsColumnRow& row : accounts_columns()) {
    const Message meaning = meaning_of(row.column);
    const bool is_source_of_rotation = meaning == Message::column_rotation && !is_password(row.column);
    if (!is_source_of_rotation) {
      help += fmt::format("  {:<18}{}\n", row.key, text(meaning, language));
    }
    if (!is_source_of_rotation && !row.headings.empty()) {
      std::string headings(row.headings);
      for (std::size_t at = headings.find(' '); at != std::string::npos; at = headings.find(' ', at + 2)) {
        headings.replace(at, 1, ", ");
      }
      help += fmt::format("  {:<18}= {}\n", "", headings);
    }
  }
  return help + "\n" + text(Message::columns_list_note, language) + "\n";
}

}  // namespace pecprobe
