#include "probe/cli/options/option_values.hpp"

#include "probe/cli/options/option_setters.hpp"
#include "probe/cli/options/option_table.hpp"
#include "probe/config/values.hpp"
#include "probe/model/iso_date.hpp"
#include "protocols/base/text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace pecprobe::option_values {

namespace {

constexpr std::uint64_t k_most_retries = 20;
constexpr std::uint64_t k_most_months = 1200;
constexpr std::size_t k_longest_program = 200;
constexpr Duration k_shortest_wait = std::chrono::seconds{1};
constexpr Duration k_longest_wait = std::chrono::hours{1};

constexpr std::array<std::pair<std::string_view, Protocol>, 3> k_protocol_names = {
    {{"imap", Protocol::imap}, {"pop3", Protocol::pop3}, {"smtp", Protocol::smtp}}};
constexpr std::array<std::pair<std::string_view, AccountKind>, 3> k_kinds = {
    {{"mailbox", AccountKind::mailbox}, {"archive", AccountKind::archive}, {"multiuser", AccountKind::multiuser}}};
constexpr std::array<std::pair<std::string_view, TwoStep>, 3> k_two_steps = {
    {{"on", TwoStep::on}, {"off", TwoStep::off}, {"unknown", TwoStep::unknown}}};
constexpr std::array<std::pair<std::string_view, ColourChoice>, 3> k_colours = {
    {{"auto", ColourChoice::automatic}, {"always", ColourChoice::always}, {"never", ColourChoice::never}}};

/// A duration in days, what is less than a day cut off.
std::optional<int> whole_days(std::string_view value) {
  const auto duration = parse_duration(value);
  return duration ? std::optional(static_cast<int>(std::chrono::floor<std::chrono::days>(*duration).count()))
                  : std::nullopt;
}

Complaint set_endpoint(CheckRequest& request, std::string_view value, Protocol protocol) {
  auto endpoint = parse_endpoint_url(value);
  if (!endpoint || endpoint->protocol != protocol) {
    return Message::value_not_endpoint_url;
  }
  request.account.endpoints.push_back(std::move(*endpoint));
  return k_fits;
}

Complaint set_file(std::optional<SecretSource>& password, std::string_view path) {
  password = SecretSource{SecretOrigin::file, std::string(path)};
  return path.empty() ? Complaint(Message::value_empty) : k_fits;
}
Complaint set_command(std::optional<SecretSource>& password, std::string_view command) {
  password = SecretSource{SecretOrigin::command, std::string(command)};
  return command.empty() ? Complaint(Message::value_empty) : k_fits;
}

bool is_variable_name(std::string_view name) {
  return !name.empty() && name.find('=') == std::string_view::npos && !has_control_characters(name);
}

Complaint set_variable(std::optional<SecretSource>& password, std::string_view name) {
  password = SecretSource{SecretOrigin::environment, std::string(name)};
  return is_variable_name(name) ? k_fits : Complaint(Message::value_not_variable);
}

bool is_format(std::string_view name) { return find_report_format(name) != nullptr; }

}  // namespace

Complaint provider(CheckRequest& request, std::string_view value) { return set_text(request.account.provider, value); }
Complaint imap(CheckRequest& request, std::string_view value) { return set_endpoint(request, value, Protocol::imap); }
Complaint pop3(CheckRequest& request, std::string_view value) { return set_endpoint(request, value, Protocol::pop3); }
Complaint smtp(CheckRequest& request, std::string_view value) { return set_endpoint(request, value, Protocol::smtp); }

Complaint protocols(CheckRequest& request, std::string_view value) {
  while (true) {
    const auto comma = value.find(',');
    const auto protocol = named(value.substr(0, comma), k_protocol_names);
    if (!protocol) {
      return Message::value_not_protocols;
    }
    request.account.protocols.push_back(*protocol);
    if (comma == std::string_view::npos) {
      return k_fits;
    }
    value.remove_prefix(comma + 1);
  }
}

Complaint login(CheckRequest& request, std::string_view value) {
  request.account.login = std::string(value);  // judged with the address, by make_account()
  return k_fits;
}

Complaint account_kind(CheckRequest& request, std::string_view value) {
  return set_named(request.account.kind, value, k_kinds, Message::value_not_account_kind);
}
Complaint two_step(CheckRequest& request, std::string_view value) {
  return set_named(request.account.two_step, value, k_two_steps, Message::value_not_two_step);
}
Complaint password_issued(CheckRequest& request, std::string_view value) {
  return set_read(request.account.password_issued, parse_iso_date(value), Message::value_not_date);
}
Complaint today(CheckRequest& request, std::string_view value) {
  return set_read(request.today, parse_iso_date(value), Message::value_not_date);
}

Complaint password_stdin(CheckRequest& request, std::string_view /*value*/) {
  request.password = SecretSource{SecretOrigin::standard_input, {}};
  return k_fits;
}
Complaint password_file(CheckRequest& request, std::string_view value) { return set_file(request.password, value); }
Complaint password_env(CheckRequest& request, std::string_view value) { return set_variable(request.password, value); }
Complaint password_command(CheckRequest& request, std::string_view value) {
  return set_command(request.password, value);
}

Complaint old_password_stdin(CheckRequest& request, std::string_view /*value*/) {
  request.verification.old_password = SecretSource{SecretOrigin::standard_input, {}};
  return k_fits;
}
Complaint old_password_file(CheckRequest& request, std::string_view value) {
  return set_file(request.verification.old_password, value);
}
Complaint old_password_env(CheckRequest& request, std::string_view value) {
  return set_variable(request.verification.old_password, value);
}
Complaint old_password_command(CheckRequest& request, std::string_view value) {
  return set_command(request.verification.old_password, value);
}

Complaint issued(CheckRequest& request, std::string_view value) {
  return set_read(request.verification.issued, parse_iso_date(value), Message::value_not_date);
}
Complaint wait(CheckRequest& request, std::string_view value) {
  return set_read(request.verification.wait, parse_duration(value), Message::value_not_duration);
}
Complaint expect_refused(CheckRequest& request, std::string_view /*value*/) {
  request.verification.expect_refused = true;
  return k_fits;
}
Complaint evidence(CheckRequest& request, std::string_view value) {
  return set_text(request.verification.evidence, value);
}

Complaint to(CheckRequest& request, std::string_view value) { return set_text(request.roundtrip.recipient, value); }
Complaint receipt_type(CheckRequest& request, std::string_view value) {
  return set_read(request.roundtrip.type, parse_receipt_type(value), Message::value_not_receipt_type);
}
Complaint roundtrip_wait(CheckRequest& request, std::string_view value) {
  auto time = parse_duration(value);
  if (time && (*time < k_shortest_wait || *time > k_longest_wait)) {
    time.reset();
  }
  return set_read(request.roundtrip.wait, time, Message::value_not_wait);
}
Complaint cleanup(CheckRequest& request, std::string_view /*value*/) {
  request.roundtrip.cleanup = Cleanup::when_verified;
  return k_fits;
}
Complaint yes(CheckRequest& request, std::string_view /*value*/) {
  request.roundtrip.is_agreed = true;
  return k_fits;
}

Complaint expires(CheckRequest& request, std::string_view value) {
  return set_read(request.rotation.expires, parse_iso_date(value), Message::value_not_date);
}
Complaint on(CheckRequest& request, std::string_view value) {
  return set_read(request.rotation.on, parse_iso_date(value), Message::value_not_date);
}
Complaint used_by(CheckRequest& request, std::string_view value) {
  if (value.empty()) {
    return Message::value_empty;
  }
  if (has_control_characters(value) || value.size() > k_longest_program) {
    return Message::value_not_program;
  }
  request.rotation.programs.emplace_back(value);
  return k_fits;
}
Complaint validity(CheckRequest& request, std::string_view value) {
  constexpr std::string_view k_months = "mo";
  if (value.ends_with(k_months)) {
    const auto months = parse_number(value.substr(0, value.size() - k_months.size()));
    request.rotation.validity = Validity{months ? std::optional(static_cast<int>(*months)) : std::nullopt, {}, {}};
    return months && *months >= 1 && *months <= k_most_months ? k_fits : Complaint(Message::value_not_validity);
  }
  const auto days = whole_days(value);
  request.rotation.validity = Validity{{}, days, {}};
  return days && *days >= 1 ? k_fits : Complaint(Message::value_not_validity);
}
Complaint extension_window(CheckRequest& request, std::string_view value) {
  return set_read(request.rotation.extension_window_days, whole_days(value), Message::value_not_duration);
}
Complaint within(CheckRequest& request, std::string_view value) {
  return set_read(request.rotation.within_days, whole_days(value), Message::value_not_duration);
}
Complaint output(CheckRequest& request, std::string_view value) { return set_text(request.rotation.output, value); }

Complaint ca_file(CheckRequest& request, std::string_view value) { return set_text(request.network.ca_file, value); }
Complaint crl_file(CheckRequest& request, std::string_view value) { return set_text(request.network.crl_file, value); }

Complaint resolve(CheckRequest& request, std::string_view value) {
  auto override_of = parse_resolve_override(value);
  if (!override_of || has_control_characters(value)) {
    return Message::value_not_resolve;
  }
  request.network.resolve.push_back(std::move(*override_of));
  return k_fits;
}

Complaint ipv4(CheckRequest& request, std::string_view /*value*/) {
  request.network.family = AddressFamily::ipv4;
  return k_fits;
}
Complaint ipv6(CheckRequest& request, std::string_view /*value*/) {
  request.network.family = AddressFamily::ipv6;
  return k_fits;
}
Complaint proxy(CheckRequest& request, std::string_view value) {
  // What libcurl takes; without a scheme it is http.
  constexpr std::array<std::string_view, 6> k_schemes = {"http", "https", "socks4", "socks4a", "socks5", "socks5h"};
  const auto end = value.find("://");
  const bool is_known =
      end == std::string_view::npos ||
      std::find(k_schemes.begin(), k_schemes.end(), ascii_lower(value.substr(0, end))) != k_schemes.end();
  const bool fits =
      is_known && !value.empty() && !has_control_characters(value) && value.find(' ') == std::string_view::npos;
  request.network.proxy = value;
  return fits ? k_fits : Complaint(Message::value_not_proxy);
}
Complaint no_mx(CheckRequest& request, std::string_view /*value*/) {
  request.exchangers = ExchangerLookUp::off;
  return k_fits;
}
Complaint all_addresses(CheckRequest& request, std::string_view /*value*/) {
  request.addresses = AddressPlan::each_one;
  return k_fits;
}
Complaint allow_cleartext(CheckRequest& request, std::string_view /*value*/) {
  request.account.cleartext = Cleartext::on_loopback;
  return k_fits;
}
Complaint connect_timeout(CheckRequest& request, std::string_view value) {
  return set_read(request.network.connect_timeout, parse_seconds(value), Message::value_not_seconds);
}
Complaint timeout(CheckRequest& request, std::string_view value) {
  return set_read(request.network.service_timeout, parse_seconds(value), Message::value_not_seconds);
}

Complaint check_sender(CheckRequest& request, std::string_view /*value*/) {
  request.check_sender = true;
  return k_fits;
}
Complaint check_recipient(CheckRequest& request, std::string_view value) {
  request.check_recipient = std::string(value);
  return address_problem(value) ? Complaint(Message::value_not_address) : k_fits;
}
Complaint fail_if_expires_within(CheckRequest& request, std::string_view value) {
  return set_read(request.failure_rules.expires_within, parse_duration(value), Message::value_not_duration);
}
Complaint fail_if_certificate_within(CheckRequest& request, std::string_view value) {
  return set_read(request.failure_rules.certificate_within, parse_duration(value), Message::value_not_duration);
}
Complaint warnings_as_failures(CheckRequest& request, std::string_view /*value*/) {
  request.failure_rules.warnings_as_failures = true;
  return k_fits;
}
Complaint retries(CheckRequest& request, std::string_view value) {
  const auto number = parse_number(value);
  if (!number || *number > k_most_retries) {
    return Message::value_not_retries;
  }
  request.retries = static_cast<int>(*number);
  return k_fits;
}

Complaint try_all(CheckRequest& request, std::string_view /*value*/) {
  request.guard.try_all = true;
  return k_fits;
}
Complaint force(CheckRequest& request, std::string_view /*value*/) {
  request.guard.force = true;
  return k_fits;
}
Complaint no_memory(CheckRequest& request, std::string_view /*value*/) {
  request.guard.no_memory = true;
  return k_fits;
}
Complaint state(CheckRequest& request, std::string_view value) { return set_text(request.guard.state_file, value); }

Complaint format(CheckRequest& request, std::string_view value) {
  request.format = value;
  return is_format(value) ? k_fits : Complaint(Message::value_not_format);
}

Complaint report(CheckRequest& request, std::string_view value) {
  const auto equals = value.find('=');
  if (equals == std::string_view::npos || equals + 1 == value.size() || value.substr(equals + 1) == "-") {
    return Message::value_not_report;
  }
  if (!is_format(value.substr(0, equals))) {
    return Message::value_not_format;
  }
  request.reports.push_back({std::string(value.substr(0, equals)), std::string(value.substr(equals + 1))});
  return k_fits;
}

Complaint warning(CheckRequest& request, std::string_view value) {
  return set_read(request.nagios_warning, parse_duration(value), Message::value_not_duration);
}
Complaint critical(CheckRequest& request, std::string_view value) {
  return set_read(request.nagios_critical, parse_duration(value), Message::value_not_duration);
}
Complaint labels(CheckRequest& request, std::string_view value) {
  request.account_label = value == "address" ? AccountLabel::address : AccountLabel::hash;
  return value == "address" || value == "hash" ? k_fits : Complaint(Message::value_not_label);
}
Complaint share(CheckRequest& request, std::string_view /*value*/) {
  request.share = true;
  return k_fits;
}
Complaint lang(CheckRequest& request, std::string_view value) {
  return set_read(request.language, Language::of_tag(value), Message::value_not_language);
}
Complaint color(CheckRequest& request, std::string_view value) {
  return set_named(request.colour, value, k_colours, Message::value_not_colour);
}
Complaint quiet(CheckRequest& request, std::string_view /*value*/) {
  request.verbosity = Verbosity::quiet;
  return k_fits;
}
Complaint verbose(CheckRequest& request, std::string_view /*value*/) {
  request.verbosity = Verbosity::verbose;
  return k_fits;
}

}  // namespace pecprobe::option_values
