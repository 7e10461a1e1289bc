// The overview of the accounts file: what each mailbox showed last, and how long its password lasts.
#pragma once

#include "probe/model/account.hpp"
#include "probe/model/expiry.hpp"
#include "probe/serve/page/page_frame.hpp"

#include <optional>
#include <string>
#include <vector>

namespace pecprobe::page {

/// What a service showed when it was tested last.
struct LastService {
  Protocol protocol = Protocol::imap;
  Verdict verdict = Verdict::unverified;
  Code code = Code::undiagnosed;
};

struct AccountRow {
  std::string address;
  std::string login;  // empty: the address
  AccountKind kind = AccountKind::mailbox;
  std::string provider;  // its name, or empty
  std::vector<Protocol> plan;
  std::optional<Timestamp> tested_at;  // nothing: not since the start
  Verdict verdict = Verdict::unverified;
  std::vector<LastService> services;
  std::optional<Timestamp> changed_at;  // when the verdict last became another one
  std::optional<std::chrono::sys_days> expires;
  std::optional<PasswordState> password;  // on record
  std::string result_id;                  // of the last test's page, or empty
  std::optional<Code> fault;              // what keeps this computer from testing it
};

struct AccountsPage {
  std::vector<AccountRow> accounts;
  std::optional<Timestamp> next_run;  // of the scheduler
};

/// `GET /accounts`.
[[nodiscard]] std::string accounts_page(const PageContext& context, const AccountsPage& page);

}  // namespace pecprobe::page
