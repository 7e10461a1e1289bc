#include "probe/cli/options/roundtrip_options.hpp"

#include "probe/cli/options/option_values.hpp"
#include "protocols/base/text.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace pecprobe {

namespace {

namespace values = option_values;

/// Those of `check` that a round trip has as well. Without --allow-cleartext: what is sent goes over TLS.
constexpr auto k_of_check = std::to_array<std::string_view>({"provider",
                                                             "imap",
                                                             "pop3",
                                                             "smtp",
                                                             "protocols",
                                                             "login",
                                                             "account-kind",
                                                             "two-step",
                                                             "password-issued",
                                                             "today",
                                                             "password-stdin",
                                                             "password-file",
                                                             "password-env",
                                                             "password-command",
                                                             "ca-file",
                                                             "crl-file",
                                                             "resolve",
                                                             "ipv4",
                                                             "ipv6",
                                                             "proxy",
                                                             "no-mx",
                                                             "connect-timeout",
                                                             "timeout",
                                                             "try-all",
                                                             "force",
                                                             "no-memory",
                                                             "state",
                                                             "format",
                                                             "lang",
                                                             "color",
                                                             "quiet",
                                                             "verbose"});

// clang-format off
constexpr std::array k_own = std::to_array<OptionRow>({
    {"yes", 0, "", OptionGroup::checks, Message::help_yes, "", false, values::yes},
    {"wait", 0, "TIME", OptionGroup::checks, Message::help_roundtrip_wait, "", false, values::roundtrip_wait},
    {"receipt-type", 0, "TYPE", OptionGroup::checks, Message::help_receipt_type, "", false, values::receipt_type},
    {"to", 0, "ADDRESS", OptionGroup::checks, Message::help_to, "", false, values::to},
    {"accounts", 0, "FILE", OptionGroup::checks, Message::help_roundtrip_accounts, "", false, values::accounts},
    {"cleanup", 0, "", OptionGroup::checks, Message::help_cleanup, "", false, values::cleanup},
});
// clang-format on

bool has(const Account& account, Protocol protocol) {
  return std::any_of(account.endpoints.begin(), account.endpoints.end(),
                     [&](const Endpoint& endpoint) { return endpoint.protocol == protocol; });
}

bool is_plain_ascii(std::string_view address) {
  return std::all_of(address.begin(), address.end(),
                     [](char c) { return c > ' ' && c < 0x7F && c != '<' && c != '>'; });
}

}  // namespace

std::vector<OptionRow> roundtrip_options() {
  std::vector<OptionRow> rows;
  std::copy_if(check_options().begin(), check_options().end(), std::back_inserter(rows), [](const OptionRow& row) {
    return std::find(k_of_check.begin(), k_of_check.end(), row.name) != k_of_check.end();
  });
  rows.insert(rows.end(), k_own.begin(), k_own.end());
  std::stable_sort(rows.begin(), rows.end(), [](const OptionRow& a, const OptionRow& b) { return a.group < b.group; });
  return rows;
}

std::optional<UsageError> keep_needed_services(Account& account) {
  if (!is_plain_ascii(account.address)) {
    return UsageError{Message::roundtrip_not_ascii, {}, {}};
  }
  if (!has(account, Protocol::smtp)) {
    return UsageError{Message::roundtrip_needs_sending, {}, {}};
  }
  if (!has(account, Protocol::imap) && !has(account, Protocol::pop3)) {
    return UsageError{Message::roundtrip_needs_receiving, {}, {}};
  }
  if (has(account, Protocol::imap)) {
    std::erase_if(account.endpoints, [](const Endpoint& endpoint) { return endpoint.protocol == Protocol::pop3; });
  }
  return std::nullopt;
}

std::optional<UsageError> recipient_problem(const CheckRequest& request, const Account& account,
                                            const std::vector<Account>& accounts) {
  const std::string& recipient = request.roundtrip.recipient;
  if (recipient.empty() || iequals(recipient, account.address)) {
    return std::nullopt;
  }
  if (request.server.accounts_file.empty()) {
    return UsageError{Message::roundtrip_to_needs_accounts, {}, {}};
  }
  const bool is_known = std::any_of(accounts.begin(), accounts.end(),
                                    [&](const Account& each) { return iequals(each.address, recipient); });
  if (!is_known) {
    return UsageError{Message::roundtrip_to_not_an_account, printable(recipient), {}};
  }
  return is_plain_ascii(recipient) ? std::nullopt : std::optional(UsageError{Message::roundtrip_not_ascii, {}, {}});
}

}  // namespace pecprobe
