// How the rows of an accounts file are read when the command line says so.
#pragma once

#include "probe/cli/options/check_request.hpp"
#include "probe/config/accounts_row.hpp"
#include "protocols/net/mail_exchangers.hpp"

#include <memory>

namespace pecprobe {

class RequestedRules {
 public:
  /// `table` outlives this.
  RequestedRules(const CheckRequest& request, const ProviderTable& table);

  /// Valid as long as this. Each row has to name a password as `need` says.
  [[nodiscard]] AccountsRules rules(PasswordNeed need) const;

 private:
  AccountsRules m_rules;
  std::unique_ptr<MailExchangers> m_dns;         // null with --no-mx
  std::unique_ptr<MailExchangers> m_exchangers;  // asks it once for each domain
};

}  // namespace pecprobe
