// Makes a report fit to be shown to others: aliases for everything that identifies a person or a machine.
#pragma once

#include "probe/model/aliases.hpp"
#include "probe/report/shown_account.hpp"

namespace pecprobe {

/// `account` with addresses, logins, hosts, IP addresses, certificate names and identifiers replaced by aliases, in
/// every text that it holds; what a cut has left of a word goes. The provider, ports, codes, dates and times stay. One
/// `aliases` for a whole run: what is the same in two accounts gets the same alias.
[[nodiscard]] ShownAccount share(ShownAccount account, Aliases& aliases);

}  // namespace pecprobe
