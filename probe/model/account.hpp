// One account as a person described it: who logs in where. Never its password.
#pragma once

#include "protocols/base/endpoint.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace pecprobe {

/// Which of the utenze of a PEC box (helpdesk glossary: casella, archivio di sicurezza, account multiutente).
enum class AccountKind { mailbox, archive, multiuser };
[[nodiscard]] std::string_view to_string(AccountKind kind) noexcept;

/// Whether two-step verification is on at the provider, as far as the person knows.
enum class TwoStep { unknown, on, off };

struct Account {
  std::string address;
  std::string login;  // the user name that is sent: the address unless told otherwise
  AccountKind kind = AccountKind::mailbox;
  std::string provider;             // id in the provider table, or empty
  std::vector<Endpoint> endpoints;  // the plan: one per service, in the order imap, pop3, smtp
  TwoStep two_step = TwoStep::unknown;
  std::optional<std::chrono::sys_days> password_issued;
};

}  // namespace pecprobe
