// Whom a domain's mail goes to, where nothing else tells its provider.
#pragma once

#include "probe/config/account_input.hpp"
#include "probe/config/provider_table.hpp"
#include "protocols/net/mail_exchangers.hpp"

namespace pecprobe {

/// Asks for the MX records of the address's domain and keeps them in `account`, when the table does not know the domain
/// and neither a provider nor a server was named. A failure leaves everything as it is; reserved domains are not asked
/// about.
void learn_exchangers(AccountInput& account, const ProviderTable& table, MailExchangers& dns);

}  // namespace pecprobe
