// Reads the values of options into a request. Each function is an ApplyOption of the table.
#pragma once

#include "probe/cli/messages.hpp"
#include "probe/cli/options/check_request.hpp"

#include <optional>
#include <string_view>

namespace pecprobe::option_values {

using Complaint = std::optional<Message>;

Complaint provider(CheckRequest& request, std::string_view value);
Complaint imap(CheckRequest& request, std::string_view value);
Complaint pop3(CheckRequest& request, std::string_view value);
Complaint smtp(CheckRequest& request, std::string_view value);
Complaint protocols(CheckRequest& request, std::string_view value);
Complaint login(CheckRequest& request, std::string_view value);
Complaint account_kind(CheckRequest& request, std::string_view value);
Complaint two_step(CheckRequest& request, std::string_view value);
Complaint password_issued(CheckRequest& request, std::string_view value);
Complaint today(CheckRequest& request, std::string_view value);

Complaint password_stdin(CheckRequest& request, std::string_view value);
Complaint password_file(CheckRequest& request, std::string_view value);
Complaint password_env(CheckRequest& request, std::string_view value);
Complaint password_command(CheckRequest& request, std::string_view value);

Complaint old_password_stdin(CheckRequest& request, std::string_view value);
Complaint old_password_file(CheckRequest& request, std::string_view value);
Complaint old_password_env(CheckRequest& request, std::string_view value);
Complaint old_password_command(CheckRequest& request, std::string_view value);
Complaint issued(CheckRequest& request, std::string_view value);
Complaint wait(CheckRequest& request, std::string_view value);
Complaint expect_refused(CheckRequest& request, std::string_view value);
Complaint evidence(CheckRequest& request, std::string_view value);

Complaint to(CheckRequest& request, std::string_view value);
Complaint receipt_type(CheckRequest& request, std::string_view value);
Complaint roundtrip_wait(CheckRequest& request, std::string_view value);
Complaint cleanup(CheckRequest& request, std::string_view value);
Complaint yes(CheckRequest& request, std::string_view value);

Complaint expires(CheckRequest& request, std::string_view value);
Complaint on(CheckRequest& request, std::string_view value);
Complaint used_by(CheckRequest& request, std::string_view value);
Complaint validity(CheckRequest& request, std::string_view value);
Complaint extension_window(CheckRequest& request, std::string_view value);
Complaint within(CheckRequest& request, std::string_view value);
Complaint output(CheckRequest& request, std::string_view value);

Complaint ca_file(CheckRequest& request, std::string_view value);
Complaint crl_file(CheckRequest& request, std::string_view value);
Complaint resolve(CheckRequest& request, std::string_view value);
Complaint ipv4(CheckRequest& request, std::string_view value);
Complaint ipv6(CheckRequest& request, std::string_view value);
Complaint proxy(CheckRequest& request, std::string_view value);
Complaint no_mx(CheckRequest& request, std::string_view value);
Complaint all_addresses(CheckRequest& request, std::string_view value);
Complaint allow_cleartext(CheckRequest& request, std::string_view value);
Complaint connect_timeout(CheckRequest& request, std::string_view value);
Complaint timeout(CheckRequest& request, std::string_view value);

Complaint check_sender(CheckRequest& request, std::string_view value);
Complaint check_recipient(CheckRequest& request, std::string_view value);
Complaint fail_if_expires_within(CheckRequest& request, std::string_view value);
Complaint fail_if_certificate_within(CheckRequest& request, std::string_view value);
Complaint warnings_as_failures(CheckRequest& request, std::string_view value);
Complaint retries(CheckRequest& request, std::string_view value);

Complaint try_all(CheckRequest& request, std::string_view value);
Complaint force(CheckRequest& request, std::string_view value);
Complaint no_memory(CheckRequest& request, std::string_view value);
Complaint state(CheckRequest& request, std::string_view value);

Complaint format(CheckRequest& request, std::string_view value);
Complaint report(CheckRequest& request, std::string_view value);
Complaint warning(CheckRequest& request, std::string_view value);
Complaint critical(CheckRequest& request, std::string_view value);
Complaint labels(CheckRequest& request, std::string_view value);
Complaint share(CheckRequest& request, std::string_view value);
Complaint lang(CheckRequest& request, std::string_view value);
Complaint color(CheckRequest& request, std::string_view value);
Complaint quiet(CheckRequest& request, std::string_view value);
Complaint verbose(CheckRequest& request, std::string_view value);

Complaint concurrency(CheckRequest& request, std::string_view value);
Complaint per_host(CheckRequest& request, std::string_view value);
Complaint rate(CheckRequest& request, std::string_view value);
Complaint shard(CheckRequest& request, std::string_view value);
Complaint resume(CheckRequest& request, std::string_view value);
Complaint only_failed(CheckRequest& request, std::string_view value);
Complaint rotate(CheckRequest& request, std::string_view value);
Complaint fail_fast(CheckRequest& request, std::string_view value);
Complaint time_limit(CheckRequest& request, std::string_view value);
Complaint only(CheckRequest& request, std::string_view value);
Complaint exclude(CheckRequest& request, std::string_view value);
Complaint columns(CheckRequest& request, std::string_view value);

Complaint listen(CheckRequest& request, std::string_view value);
Complaint accounts(CheckRequest& request, std::string_view value);
Complaint token_file(CheckRequest& request, std::string_view value);
Complaint tls_cert(CheckRequest& request, std::string_view value);
Complaint tls_key(CheckRequest& request, std::string_view value);
Complaint host_name(CheckRequest& request, std::string_view value);
Complaint allow_any_endpoint(CheckRequest& request, std::string_view value);
Complaint allow_private_addresses(CheckRequest& request, std::string_view value);
Complaint open_healthz(CheckRequest& request, std::string_view value);
Complaint hook_command(CheckRequest& request, std::string_view value);
Complaint hook_url(CheckRequest& request, std::string_view value);
Complaint hook_secret_file(CheckRequest& request, std::string_view value);
Complaint hook_mail(CheckRequest& request, std::string_view value);
Complaint hook_mail_from(CheckRequest& request, std::string_view value);
Complaint open_metrics(CheckRequest& request, std::string_view value);
Complaint every(CheckRequest& request, std::string_view value);
Complaint once(CheckRequest& request, std::string_view value);
Complaint textfile(CheckRequest& request, std::string_view value);

}  // namespace pecprobe::option_values
