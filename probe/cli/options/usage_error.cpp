#include "probe/cli/options/usage_error.hpp"

namespace pecprobe {

namespace {

Message message_for(InputProblem problem) noexcept {
  switch (problem) {
    case InputProblem::address_without_domain: return Message::address_without_domain;
    case InputProblem::address_malformed: return Message::address_malformed;
    case InputProblem::address_too_long: return Message::address_too_long;
    case InputProblem::address_has_control_characters: return Message::address_has_control_characters;
    case InputProblem::login_empty: return Message::login_empty;
    case InputProblem::login_too_long: return Message::login_too_long;
    case InputProblem::login_has_control_characters: return Message::login_has_control_characters;
    case InputProblem::provider_unknown: return Message::provider_unknown;
    case InputProblem::provider_not_inferred: return Message::provider_not_inferred;
    case InputProblem::provider_only_possible: return Message::provider_only_possible;
    case InputProblem::domain_not_pec: return Message::domain_not_pec;
    case InputProblem::provider_closed: return Message::provider_closed;
    case InputProblem::service_not_known: return Message::service_not_known;
    case InputProblem::nothing_to_test: return Message::nothing_to_test;
    case InputProblem::archive_server_not_public: return Message::archive_server_not_public;
    case InputProblem::login_not_public: return Message::login_not_public;
    case InputProblem::cleartext_not_on_loopback: return Message::cleartext_not_on_loopback;
  }
  return Message::internal_error;
}

Message message_for(SecretProblem problem) noexcept {
  switch (problem) {
    case SecretProblem::empty: return Message::password_empty;
    case SecretProblem::several_lines: return Message::password_several_lines;
    case SecretProblem::not_two_lines: return Message::password_not_two_lines;
    case SecretProblem::forbidden_byte: return Message::password_forbidden_byte;
    case SecretProblem::too_long: return Message::password_too_long;
    case SecretProblem::cannot_open: return Message::password_cannot_open;
    case SecretProblem::not_a_regular_file: return Message::password_not_a_regular_file;
    case SecretProblem::foreign_owner: return Message::password_foreign_owner;
    case SecretProblem::writable_by_others: return Message::password_writable_by_others;
    case SecretProblem::readable_by_others: return Message::password_readable_by_others;
    case SecretProblem::cannot_read: return Message::password_cannot_read;
    case SecretProblem::variable_not_set: return Message::password_variable_not_set;
    case SecretProblem::command_malformed: return Message::password_command_malformed;
    case SecretProblem::command_needs_shell: return Message::password_command_needs_shell;
    case SecretProblem::command_not_started: return Message::password_command_not_started;
    case SecretProblem::command_failed: return Message::password_command_failed;
    case SecretProblem::command_timed_out: return Message::password_command_timed_out;
    case SecretProblem::interrupted: return Message::password_interrupted;
  }
  return Message::internal_error;
}

Message message_for(NetworkProblem problem) noexcept {
  switch (problem) {
    case NetworkProblem::library_failed: return Message::network_unusable;
    case NetworkProblem::no_system_store: return Message::trust_store_missing;
    case NetworkProblem::file_unreadable: return Message::trust_file_unreadable;
    case NetworkProblem::file_not_regular: return Message::trust_file_not_regular;
    case NetworkProblem::file_too_large: return Message::trust_file_too_large;
    case NetworkProblem::no_certificate_in_file: return Message::trust_file_without_certificate;
    case NetworkProblem::no_revocation_list_in_file: return Message::trust_file_without_list;
  }
  return Message::internal_error;
}

std::string_view name_of(SecretOrigin origin) {
  switch (origin) {
    case SecretOrigin::standard_input: return "stdin";
    case SecretOrigin::file: return "file";
    case SecretOrigin::environment: return "env";
    case SecretOrigin::command: return "command";
  }
  return "";
}

}  // namespace

UsageError usage_error(const InputError& error, const ProviderTable& table) {
  return {message_for(error.problem), provider_ids(table), error.detail};
}

UsageError usage_error(const SecretError& error, const SecretSource* source, std::string_view options) {
  return {message_for(error.problem),
          source != nullptr ? std::string(options) + std::string(name_of(source->origin)) : "/dev/tty", error.detail};
}

UsageError usage_error(const NetworkError& error, const NetworkOptions& options) {
  const std::string option = error.file == options.ca_file ? "--ca-file " : "--crl-file ";
  return {message_for(error.problem), option + error.file, error.detail};
}

std::string provider_ids(const ProviderTable& table) {
  std::string ids;
  for (const Provider& provider : table.providers()) {
    ids += (ids.empty() ? "" : ", ") + provider.id;
  }
  return ids;
}

}  // namespace pecprobe
