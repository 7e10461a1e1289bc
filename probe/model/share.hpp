// Makes a result fit to be shown to others: aliases for everything that identifies a person or a
// machine.
#pragma once

#include "probe/model/aliases.hpp"
#include "probe/model/report.hpp"

namespace pecprobe {

/// `result` with addresses, logins, hosts, IP addresses, certificate names and identifiers replaced
/// by aliases, in every text that it holds. The provider, ports, codes, dates and times stay. One
/// `aliases` for a whole run: what is the same in two accounts gets the same alias.
[[nodiscard]] AccountResult share(AccountResult result, Aliases& aliases);

}  // namespace pecprobe
