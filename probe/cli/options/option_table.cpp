#include "probe/cli/options/option_table.hpp"

#include "probe/cli/options/option_values.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace pecprobe {

namespace {

namespace values = option_values;

// clang-format off
constexpr std::array k_options = std::to_array<OptionRow>({
    {"provider", 0, "ID", OptionGroup::account, Message::help_provider, "", false, values::provider},
    {"imap", 0, "URL", OptionGroup::account, Message::help_imap, "", false, values::imap},
    {"pop3", 0, "URL", OptionGroup::account, Message::help_pop3, "", false, values::pop3},
    {"smtp", 0, "URL", OptionGroup::account, Message::help_smtp, "", false, values::smtp},
    {"protocols", 0, "LIST", OptionGroup::account, Message::help_protocols, "", false, values::protocols},
    {"login", 0, "NAME", OptionGroup::account, Message::help_login, "", false, values::login},
    {"account-kind", 0, "KIND", OptionGroup::account, Message::help_account_kind, "", false, values::account_kind},
    {"two-step", 0, "on|off|unknown", OptionGroup::account, Message::help_two_step, "", false, values::two_step},
    {"password-issued", 0, "DATE", OptionGroup::account, Message::help_password_issued, "", false, values::password_issued},
    {"today", 0, "DATE", OptionGroup::account, Message::help_today, "", false, values::today},
    {"password-stdin", 0, "", OptionGroup::password, Message::help_password_stdin, "password", false, values::password_stdin},
    {"password-file", 0, "FILE", OptionGroup::password, Message::help_password_file, "password", false, values::password_file},
    {"password-env", 0, "VAR", OptionGroup::password, Message::help_password_env, "password", false, values::password_env},
    {"password-command", 0, "CMD", OptionGroup::password, Message::help_password_command, "password", false, values::password_command},
    {"ca-file", 0, "FILE", OptionGroup::network, Message::help_ca_file, "", false, values::ca_file},
    {"crl-file", 0, "FILE", OptionGroup::network, Message::help_crl_file, "", false, values::crl_file},
    {"resolve", 0, "HOST:PORT:ADDR", OptionGroup::network, Message::help_resolve, "", true, values::resolve},
    {"ipv4", '4', "", OptionGroup::network, Message::help_ipv4, "family", false, values::ipv4},
    {"ipv6", '6', "", OptionGroup::network, Message::help_ipv6, "family", false, values::ipv6},
    {"proxy", 0, "URL", OptionGroup::network, Message::help_proxy, "", false, values::proxy},
    {"no-mx", 0, "", OptionGroup::network, Message::help_no_mx, "", false, values::no_mx},
    {"all-addresses", 0, "", OptionGroup::network, Message::help_all_addresses, "", false, values::all_addresses},
    {"allow-cleartext", 0, "", OptionGroup::network, Message::help_allow_cleartext, "", false, values::allow_cleartext},
    {"connect-timeout", 0, "S", OptionGroup::network, Message::help_connect_timeout, "", false, values::connect_timeout},
    {"timeout", 0, "S", OptionGroup::network, Message::help_timeout, "", false, values::timeout},
    {"check-sender", 0, "", OptionGroup::checks, Message::help_check_sender, "", false, values::check_sender},
    {"check-recipient", 0, "ADDR", OptionGroup::checks, Message::help_check_recipient, "", false, values::check_recipient},
    {"fail-if-expires-within", 0, "TIME", OptionGroup::checks, Message::help_fail_if_expires_within, "", false, values::fail_if_expires_within},
    {"fail-if-certificate-within", 0, "TIME", OptionGroup::checks, Message::help_fail_if_certificate_within, "", false, values::fail_if_certificate_within},
    {"warnings-as-failures", 0, "", OptionGroup::checks, Message::help_warnings_as_failures, "", false, values::warnings_as_failures},
    {"retries", 0, "N", OptionGroup::checks, Message::help_retries, "", false, values::retries},
    {"try-all", 0, "", OptionGroup::guard, Message::help_try_all, "", false, values::try_all},
    {"force", 0, "", OptionGroup::guard, Message::help_force, "", false, values::force},
    {"no-memory", 0, "", OptionGroup::guard, Message::help_no_memory, "", false, values::no_memory},
    {"state", 0, "FILE", OptionGroup::guard, Message::help_state, "", false, values::state},
    {"format", 0, "F", OptionGroup::output, Message::help_format, "", false, values::format},
    {"report", 0, "F=PATH", OptionGroup::output, Message::help_report, "", true, values::report},
    {"warning", 0, "TIME", OptionGroup::output, Message::help_warning, "", false, values::warning},
    {"critical", 0, "TIME", OptionGroup::output, Message::help_critical, "", false, values::critical},
    {"labels", 0, "hash|address", OptionGroup::output, Message::help_labels, "", false, values::labels},
    {"share", 0, "", OptionGroup::output, Message::help_share, "", false, values::share},
    {"lang", 0, "TAG", OptionGroup::output, Message::help_lang, "", false, values::lang},
    {"color", 0, "auto|always|never", OptionGroup::output, Message::help_color, "", false, values::color},
    {"quiet", 'q', "", OptionGroup::output, Message::help_quiet, "verbosity", false, values::quiet},
    {"verbose", 'v', "", OptionGroup::output, Message::help_verbose, "verbosity", false, values::verbose},
});

constexpr std::array k_batch_options = std::to_array<OptionRow>({
    {"concurrency", 0, "N", OptionGroup::batch, Message::help_concurrency, "", false, values::concurrency},
    {"per-host", 0, "N", OptionGroup::batch, Message::help_per_host, "", false, values::per_host},
    {"rate", 0, "N/s", OptionGroup::batch, Message::help_rate, "", false, values::rate},
    {"shard", 0, "K/N", OptionGroup::batch, Message::help_shard, "", false, values::shard},
    {"resume", 0, "JOURNAL", OptionGroup::batch, Message::help_resume, "", false, values::resume},
    {"only-failed", 0, "REPORT", OptionGroup::batch, Message::help_only_failed, "", false, values::only_failed},
    {"rotate", 0, "", OptionGroup::batch, Message::help_batch_rotate, "", false, values::rotate},
    {"fail-fast", 0, "", OptionGroup::batch, Message::help_fail_fast, "", false, values::fail_fast},
    {"time-limit", 0, "DURATION", OptionGroup::batch, Message::help_time_limit, "", false, values::time_limit},
    {"only", 0, "PATTERN", OptionGroup::batch, Message::help_only, "", true, values::only},
    {"exclude", 0, "PATTERN", OptionGroup::batch, Message::help_exclude, "", true, values::exclude},
    {"columns", 0, "", OptionGroup::batch, Message::help_columns, "", false, values::columns},
});

constexpr std::array k_server_options = std::to_array<OptionRow>({
    {"listen", 0, "HOST:PORT", OptionGroup::server, Message::help_listen, "", false, values::listen},
    {"accounts", 0, "FILE", OptionGroup::server, Message::help_accounts, "", false, values::accounts},
    {"every", 0, "TIME", OptionGroup::server, Message::help_every, "", false, values::every},
    {"once", 0, "", OptionGroup::server, Message::help_once, "", false, values::once},
    {"textfile", 0, "FILE", OptionGroup::server, Message::help_textfile, "", false, values::textfile},
    {"token-file", 0, "FILE", OptionGroup::server, Message::help_token_file, "", false, values::token_file},
    {"tls-cert", 0, "FILE", OptionGroup::server, Message::help_tls_cert, "", false, values::tls_cert},
    {"tls-key", 0, "FILE", OptionGroup::server, Message::help_tls_key, "", false, values::tls_key},
    {"host-name", 0, "NAME", OptionGroup::server, Message::help_host_name, "", true, values::host_name},
    {"allow-any-endpoint", 0, "", OptionGroup::server, Message::help_allow_any_endpoint, "", false, values::allow_any_endpoint},
    {"allow-private-addresses", 0, "", OptionGroup::server, Message::help_allow_private_addresses, "", false, values::allow_private_addresses},
    {"open-healthz", 0, "", OptionGroup::server, Message::help_open_healthz, "", false, values::open_healthz},
    {"open-metrics", 0, "", OptionGroup::server, Message::help_open_metrics, "", false, values::open_metrics},
    {"hook-command", 0, "CMD", OptionGroup::server, Message::help_hook_command, "", false, values::hook_command},
    {"hook-url", 0, "URL", OptionGroup::server, Message::help_hook_url, "", false, values::hook_url},
    {"hook-secret-file", 0, "FILE", OptionGroup::server, Message::help_hook_secret_file, "", false, values::hook_secret_file},
    {"hook-mail", 0, "ADDR", OptionGroup::server, Message::help_hook_mail, "", false, values::hook_mail},
    {"hook-mail-from", 0, "ADDR", OptionGroup::server, Message::help_hook_mail_from, "", false, values::hook_mail_from},
});
// clang-format on

/// Of `check`, what holds for every test of the page and for the server itself.
constexpr std::array<std::string_view, 16> k_for_the_server = {
    "today", "ca-file",         "crl-file", "resolve",   "ipv4",  "ipv6", "proxy",   "no-mx",
    "state", "connect-timeout", "timeout",  "no-memory", "quiet", "lang", "verbose", "labels"};

/// What belongs to one account: in a run of many its row says it.
constexpr std::array<std::string_view, 3> k_of_one_account = {"login", "account-kind", "password-issued"};

}  // namespace

std::vector<OptionSpelling> spellings_of(std::span<const OptionRow> rows) {
  std::vector<OptionSpelling> spellings;
  for (const OptionRow& row : rows) {
    spellings.push_back({row.name, row.letter, row.argument});
  }
  return spellings;
}

std::span<const OptionRow> check_options() noexcept { return k_options; }

std::span<const OptionRow> batch_only_options() noexcept { return k_batch_options; }

std::vector<OptionRow> batch_options() {
  std::vector<OptionRow> rows(k_batch_options.begin(), k_batch_options.end());
  std::copy_if(k_options.begin(), k_options.end(), std::back_inserter(rows), [](const OptionRow& row) {
    return std::find(k_of_one_account.begin(), k_of_one_account.end(), row.name) == k_of_one_account.end();
  });
  return rows;
}

std::span<const OptionRow> server_only_options() noexcept { return k_server_options; }

std::vector<OptionRow> with_small_format(std::vector<OptionRow> rows) {
  for (OptionRow& row : rows) {
    if (row.name == "format") {
      row.argument = "text|json";
      row.help = Message::help_small_format;
    }
  }
  return rows;
}

std::vector<OptionRow> server_options() {
  std::vector<OptionRow> rows(k_server_options.begin(), k_server_options.end());
  std::copy_if(k_options.begin(), k_options.end(), std::back_inserter(rows), [](const OptionRow& row) {
    return std::find(k_for_the_server.begin(), k_for_the_server.end(), row.name) != k_for_the_server.end();
  });
  return rows;
}

}  // namespace pecprobe
