// The command line's own sentences: names for what stands in the wording files under [cli].
#pragma once

#include "probe/report/report_sink.hpp"

#include <span>
#include <string>
#include <string_view>

namespace pecprobe {

/// One sentence each; `{what}` and `{detail}` in it stand for an option's name, a host, the
/// system's words.
enum class Message {
  // the frame around them
  error,
  see_help,
  internal_error,
  // commands and arguments
  command_missing,
  command_unknown,
  command_not_available,
  too_many_arguments,
  option_unknown,
  option_unknown_password,
  option_needs_value,
  option_takes_no_value,
  option_twice,
  options_exclude_each_other,
  option_not_understood,
  password_on_command_line,
  // values of options
  value_not_endpoint_url,
  value_not_protocols,
  value_not_protocol,
  value_not_step,
  value_not_account_kind,
  value_not_two_step,
  value_not_date,
  value_not_duration,
  value_not_seconds,
  value_not_retries,
  value_not_resolve,
  value_not_proxy,
  value_not_address,
  value_not_language,
  value_not_colour,
  value_not_format,
  value_not_small_format,
  value_not_report,
  value_not_label,
  value_empty,
  value_has_control_characters,
  value_not_variable,
  // what does not go together
  needs_reply,
  issued_after_today,
  sender_check_without_smtp,
  cleartext_with_proxy,
  cleartext_with_resolve,
  report_same_file,
  report_action_unknown,
  report_files_wrong,
  report_not_readable,
  report_too_large,
  report_not_a_report,
  // the account
  address_missing,
  address_without_domain,
  address_malformed,
  address_too_long,
  address_has_control_characters,
  login_empty,
  login_too_long,
  login_has_control_characters,
  provider_unknown,
  provider_not_inferred,
  provider_only_possible,
  provider_closed,
  service_not_known,
  nothing_to_test,
  cleartext_not_on_loopback,
  // what a command asks about
  code_unknown,
  code_unknown_nearest,
  // the password
  password_missing,
  password_empty,
  password_several_lines,
  password_forbidden_byte,
  password_too_long,
  password_cannot_open,
  password_not_a_regular_file,
  password_foreign_owner,
  password_writable_by_others,
  password_readable_by_others,
  password_cannot_read,
  password_variable_not_set,
  password_command_malformed,
  password_command_needs_shell,
  password_command_not_started,
  password_command_failed,
  password_command_timed_out,
  password_interrupted,
  // questions
  ask_address,
  ask_provider,
  ask_login,
  ask_password,
  // network and reports
  network_unusable,
  report_not_writable,
  report_not_a_regular_file,
  report_write_failed,
  output_write_failed,
  // notes before a check
  note_wrong_host,
  note_wrong_host_without_right_one,
  note_user_id,
  // help
  help_short,
  help_explain,
  help_report_command,
  help_usage,
  group_account,
  group_password,
  group_network,
  group_checks,
  group_guard,
  group_output,
  group_general,
  help_provider,
  help_imap,
  help_pop3,
  help_smtp,
  help_protocols,
  help_login,
  help_account_kind,
  help_two_step,
  help_password_issued,
  help_today,
  help_password_stdin,
  help_password_file,
  help_password_env,
  help_password_command,
  help_ca_file,
  help_crl_file,
  help_resolve,
  help_ipv4,
  help_ipv6,
  help_proxy,
  help_all_addresses,
  help_allow_cleartext,
  help_connect_timeout,
  help_timeout,
  help_check_sender,
  help_check_recipient,
  help_fail_if_expires_within,
  help_fail_if_certificate_within,
  help_warnings_as_failures,
  help_retries,
  help_try_all,
  help_force,
  help_no_memory,
  help_state,
  help_format,
  help_report,
  help_warning,
  help_critical,
  help_labels,
  help_share,
  help_lang,
  help_color,
  help_quiet,
  help_verbose,
  help_help,
  help_version,
};

/// A sentence and its key in the wording files.
struct MessageRow {
  Message message;
  std::string_view key;
};
[[nodiscard]] std::span<const MessageRow> all_messages() noexcept;

/// The sentence with `what` and `detail` in their places. Both are made printable, since they may
/// come from outside.
[[nodiscard]] std::string text(Message message, Language language, std::string_view what = {},
                               std::string_view detail = {});

}  // namespace pecprobe
