// What a person typed into a form, kept so that he need not type it again. Never a password.
#pragma once

#include "probe/model/account.hpp"

#include <array>
#include <string>
#include <vector>

namespace pecprobe::page {

/// One service of a form: field `services` (a check box for each, value `imap`, `pop3`, `smtp`) and the field named
/// after it, an endpoint URL or empty for the provider's.
struct ServiceChoice {
  Protocol protocol = Protocol::imap;
  bool is_chosen = true;
  std::string url{};

  bool operator==(const ServiceChoice&) const = default;
};

/// Fields of the same names, as typed: they may be wrong, and may hold anything. The password's field is `password`.
struct AccountForm {
  std::string address{};
  std::string login{};                      // empty: the address
  AccountKind kind = AccountKind::mailbox;  // `kind`: mailbox, archive, multiuser
  TwoStep two_step = TwoStep::unknown;      // `two_step`: unknown, on, off
  std::string provider{};                   // id, or empty: that of the address
  std::string password_issued{};            // 2026-11-22, or empty
  std::array<ServiceChoice, 3> services = {{{Protocol::imap}, {Protocol::pop3}, {Protocol::smtp}}};

  bool operator==(const AccountForm&) const = default;
};

/// A row of the provider table.
struct ProviderChoice {
  std::string id;
  std::string name;

  bool operator==(const ProviderChoice&) const = default;
};

/// What is wrong with a field. `field` is its name; empty: the whole form. `message` is a sentence in the page's
/// language.
struct Complaint {
  std::string field;
  std::string message;

  bool operator==(const Complaint&) const = default;
};

}  // namespace pecprobe::page
