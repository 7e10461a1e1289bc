// Makes a stored report fit to be shown to others, as probe/model/share.hpp does for a result.
#pragma once

#include "probe/model/aliases.hpp"
#include "probe/report/shown_account.hpp"

namespace pecprobe {

/// `account` with addresses, logins, hosts, IP addresses, certificate names and identifiers replaced by aliases, in
/// every text that it holds. One `aliases` for a whole report.
[[nodiscard]] ShownAccount share(ShownAccount account, Aliases& aliases);

}  // namespace pecprobe
