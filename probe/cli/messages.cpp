#include "probe/cli/messages.hpp"

#include "probe/report/wording.hpp"
#include "protocols/base/text.hpp"

#include <fmt/format.h>

#include <array>

namespace pecprobe {

namespace {

// clang-format off
constexpr std::array k_messages = std::to_array<MessageRow>({
    {Message::error, "cli.error"},
    {Message::see_help, "cli.see_help"},
    {Message::internal_error, "cli.internal_error"},
    {Message::command_missing, "cli.command_missing"},
    {Message::command_unknown, "cli.command_unknown"},
    {Message::command_not_available, "cli.command_not_available"},
    {Message::too_many_arguments, "cli.too_many_arguments"},
    {Message::option_unknown, "cli.option_unknown"},
    {Message::option_unknown_password, "cli.option_unknown_password"},
    {Message::option_needs_value, "cli.option_needs_value"},
    {Message::option_takes_no_value, "cli.option_takes_no_value"},
    {Message::option_twice, "cli.option_twice"},
    {Message::options_exclude_each_other, "cli.options_exclude_each_other"},
    {Message::option_not_understood, "cli.option_not_understood"},
    {Message::password_on_command_line, "cli.password_on_command_line"},
    {Message::value_not_endpoint_url, "cli.value_not_endpoint_url"},
    {Message::value_not_protocols, "cli.value_not_protocols"},
    {Message::value_not_protocol, "cli.value_not_protocol"},
    {Message::value_not_step, "cli.value_not_step"},
    {Message::value_not_account_kind, "cli.value_not_account_kind"},
    {Message::value_not_two_step, "cli.value_not_two_step"},
    {Message::value_not_date, "cli.value_not_date"},
    {Message::value_not_duration, "cli.value_not_duration"},
    {Message::value_not_seconds, "cli.value_not_seconds"},
    {Message::value_not_retries, "cli.value_not_retries"},
    {Message::value_not_resolve, "cli.value_not_resolve"},
    {Message::value_not_proxy, "cli.value_not_proxy"},
    {Message::value_not_address, "cli.value_not_address"},
    {Message::value_not_language, "cli.value_not_language"},
    {Message::value_not_colour, "cli.value_not_colour"},
    {Message::value_not_format, "cli.value_not_format"},
    {Message::value_not_small_format, "cli.value_not_small_format"},
    {Message::value_not_report, "cli.value_not_report"},
    {Message::value_not_label, "cli.value_not_label"},
    {Message::value_empty, "cli.value_empty"},
    {Message::value_has_control_characters, "cli.value_has_control_characters"},
    {Message::value_not_variable, "cli.value_not_variable"},
    {Message::needs_reply, "cli.needs_reply"},
    {Message::issued_after_today, "cli.issued_after_today"},
    {Message::sender_check_without_smtp, "cli.sender_check_without_smtp"},
    {Message::cleartext_with_proxy, "cli.cleartext_with_proxy"},
    {Message::cleartext_with_resolve, "cli.cleartext_with_resolve"},
    {Message::report_same_file, "cli.report_same_file"},
    {Message::report_action_unknown, "cli.report_action_unknown"},
    {Message::report_files_wrong, "cli.report_files_wrong"},
    {Message::report_not_readable, "cli.report_not_readable"},
    {Message::report_too_large, "cli.report_too_large"},
    {Message::report_not_a_report, "cli.report_not_a_report"},
    {Message::address_missing, "cli.address_missing"},
    {Message::address_without_domain, "cli.address_without_domain"},
    {Message::address_malformed, "cli.address_malformed"},
    {Message::address_too_long, "cli.address_too_long"},
    {Message::address_has_control_characters, "cli.address_has_control_characters"},
    {Message::login_empty, "cli.login_empty"},
    {Message::login_too_long, "cli.login_too_long"},
    {Message::login_has_control_characters, "cli.login_has_control_characters"},
    {Message::provider_unknown, "cli.provider_unknown"},
    {Message::provider_not_inferred, "cli.provider_not_inferred"},
    {Message::provider_only_possible, "cli.provider_only_possible"},
    {Message::provider_closed, "cli.provider_closed"},
    {Message::service_not_known, "cli.service_not_known"},
    {Message::nothing_to_test, "cli.nothing_to_test"},
    {Message::cleartext_not_on_loopback, "cli.cleartext_not_on_loopback"},
    {Message::code_unknown, "cli.code_unknown"},
    {Message::code_unknown_nearest, "cli.code_unknown_nearest"},
    {Message::password_missing, "cli.password_missing"},
    {Message::password_empty, "cli.password_empty"},
    {Message::password_several_lines, "cli.password_several_lines"},
    {Message::password_forbidden_byte, "cli.password_forbidden_byte"},
    {Message::password_too_long, "cli.password_too_long"},
    {Message::password_cannot_open, "cli.password_cannot_open"},
    {Message::password_not_a_regular_file, "cli.password_not_a_regular_file"},
    {Message::password_foreign_owner, "cli.password_foreign_owner"},
    {Message::password_writable_by_others, "cli.password_writable_by_others"},
    {Message::password_readable_by_others, "cli.password_readable_by_others"},
    {Message::password_cannot_read, "cli.password_cannot_read"},
    {Message::password_variable_not_set, "cli.password_variable_not_set"},
    {Message::password_command_malformed, "cli.password_command_malformed"},
    {Message::password_command_needs_shell, "cli.password_command_needs_shell"},
    {Message::password_command_not_started, "cli.password_command_not_started"},
    {Message::password_command_failed, "cli.password_command_failed"},
    {Message::password_command_timed_out, "cli.password_command_timed_out"},
    {Message::password_interrupted, "cli.password_interrupted"},
    {Message::ask_address, "cli.ask_address"},
    {Message::ask_provider, "cli.ask_provider"},
    {Message::ask_login, "cli.ask_login"},
    {Message::ask_password, "cli.ask_password"},
    {Message::network_unusable, "cli.network_unusable"},
    {Message::report_not_writable, "cli.report_not_writable"},
    {Message::report_not_a_regular_file, "cli.report_not_a_regular_file"},
    {Message::report_write_failed, "cli.report_write_failed"},
    {Message::output_write_failed, "cli.output_write_failed"},
    {Message::note_wrong_host, "cli.note_wrong_host"},
    {Message::note_wrong_host_without_right_one, "cli.note_wrong_host_without_right_one"},
    {Message::note_user_id, "cli.note_user_id"},
    {Message::help_short, "cli.help_short"},
    {Message::help_explain, "cli.help_explain"},
    {Message::help_report_command, "cli.help_report_command"},
    {Message::help_usage, "cli.help_usage"},
    {Message::group_account, "cli.group_account"},
    {Message::group_password, "cli.group_password"},
    {Message::group_network, "cli.group_network"},
    {Message::group_checks, "cli.group_checks"},
    {Message::group_guard, "cli.group_guard"},
    {Message::group_output, "cli.group_output"},
    {Message::group_general, "cli.group_general"},
    {Message::help_provider, "cli.help_provider"},
    {Message::help_imap, "cli.help_imap"},
    {Message::help_pop3, "cli.help_pop3"},
    {Message::help_smtp, "cli.help_smtp"},
    {Message::help_protocols, "cli.help_protocols"},
    {Message::help_login, "cli.help_login"},
    {Message::help_account_kind, "cli.help_account_kind"},
    {Message::help_two_step, "cli.help_two_step"},
    {Message::help_password_issued, "cli.help_password_issued"},
    {Message::help_today, "cli.help_today"},
    {Message::help_password_stdin, "cli.help_password_stdin"},
    {Message::help_password_file, "cli.help_password_file"},
    {Message::help_password_env, "cli.help_password_env"},
    {Message::help_password_command, "cli.help_password_command"},
    {Message::help_ca_file, "cli.help_ca_file"},
    {Message::help_crl_file, "cli.help_crl_file"},
    {Message::help_resolve, "cli.help_resolve"},
    {Message::help_ipv4, "cli.help_ipv4"},
    {Message::help_ipv6, "cli.help_ipv6"},
    {Message::help_proxy, "cli.help_proxy"},
    {Message::help_all_addresses, "cli.help_all_addresses"},
    {Message::help_allow_cleartext, "cli.help_allow_cleartext"},
    {Message::help_connect_timeout, "cli.help_connect_timeout"},
    {Message::help_timeout, "cli.help_timeout"},
    {Message::help_check_sender, "cli.help_check_sender"},
    {Message::help_check_recipient, "cli.help_check_recipient"},
    {Message::help_fail_if_expires_within, "cli.help_fail_if_expires_within"},
    {Message::help_fail_if_certificate_within, "cli.help_fail_if_certificate_within"},
    {Message::help_warnings_as_failures, "cli.help_warnings_as_failures"},
    {Message::help_retries, "cli.help_retries"},
    {Message::help_try_all, "cli.help_try_all"},
    {Message::help_force, "cli.help_force"},
    {Message::help_no_memory, "cli.help_no_memory"},
    {Message::help_state, "cli.help_state"},
    {Message::help_format, "cli.help_format"},
    {Message::help_report, "cli.help_report"},
    {Message::help_warning, "cli.help_warning"},
    {Message::help_critical, "cli.help_critical"},
    {Message::help_labels, "cli.help_labels"},
    {Message::help_share, "cli.help_share"},
    {Message::help_lang, "cli.help_lang"},
    {Message::help_color, "cli.help_color"},
    {Message::help_quiet, "cli.help_quiet"},
    {Message::help_verbose, "cli.help_verbose"},
    {Message::help_help, "cli.help_help"},
    {Message::help_version, "cli.help_version"},
});
// clang-format on

constexpr bool is_in_enum_order() {
  for (std::size_t i = 0; i < k_messages.size(); ++i) {
    if (static_cast<std::size_t>(k_messages[i].message) != i) {
      return false;
    }
  }
  return static_cast<std::size_t>(Message::help_version) + 1 == k_messages.size();
}
static_assert(is_in_enum_order(), "text() looks a message up by its number");

}  // namespace

std::span<const MessageRow> all_messages() noexcept { return k_messages; }

std::string text(Message message, Language language, std::string_view what, std::string_view detail) {
  const MessageRow& row = k_messages.at(static_cast<std::size_t>(message));
  return Wording::of(language).text(row.key, fmt::arg("what", printable(what)), fmt::arg("detail", printable(detail)));
}

}  // namespace pecprobe
