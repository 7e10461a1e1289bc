// From what a person typed about an account to what can be tested, or to the reason why not.
#pragma once

#include "probe/config/provider_table.hpp"
#include "probe/model/account.hpp"

#include <tl/expected.hpp>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pecprobe {

/// Whether a login may go on without encryption; only ever on loopback.
enum class Cleartext { refused, on_loopback };

struct AccountInput {
  std::string address;
  std::optional<std::string> login;
  AccountKind kind = AccountKind::mailbox;
  std::string provider;                      // id, or empty: inferred unless `endpoints` names services
  std::vector<Endpoint> endpoints;           // own ones, at most one per protocol; each replaces the provider's
  std::vector<Protocol> protocols;           // only these; empty: all
  std::vector<std::string> mail_exchangers;  // of the address's domain, where they were asked for
  Cleartext cleartext = Cleartext::refused;
  TwoStep two_step = TwoStep::unknown;
  std::optional<std::chrono::sys_days> password_issued;
};

enum class InputProblem {
  address_without_domain,
  address_malformed,  // a blank, an angle bracket, an impossible domain
  address_too_long,
  address_has_control_characters,
  login_empty,
  login_too_long,
  login_has_control_characters,
  provider_unknown,        // no such id
  provider_not_inferred,   // the address's domain is not in the table
  provider_only_possible,  // detail: the id that lists name for the domain
  domain_not_pec,          // detail: a mail exchanger of ordinary mail
  provider_closed,         // detail: name and year
  service_not_known,       // detail: the protocol that the provider's row lacks
  nothing_to_test,
  archive_server_not_public,  // an archive without its own server: nobody publishes it
  login_not_public,           // an archive or a delegated user without a login: it is not the address
  cleartext_not_on_loopback,  // detail: the host
};

struct InputError {
  InputProblem problem;
  std::string detail;

  bool operator==(const InputError&) const = default;
};

/// RFC 5321 §4.5.3.1.3 allows 256 octets for a path, with its angle brackets.
inline constexpr std::size_t k_max_address = 254;

/// What is wrong with a mail address, if anything.
[[nodiscard]] std::optional<InputProblem> address_problem(std::string_view address);
/// What is wrong with a user name, if anything: any text does, without control characters, up to
/// `k_max_credential`.
[[nodiscard]] std::optional<InputProblem> login_problem(std::string_view login);

/// The account with its plan, in the order imap, pop3, smtp.
[[nodiscard]] tl::expected<Account, InputError> make_account(const AccountInput& input, const ProviderTable& table);

/// The account's hosts that are known as wrong, each with the right one.
[[nodiscard]] std::map<std::string, std::string> better_hosts(const Account& account, const ProviderTable& table);

}  // namespace pecprobe
