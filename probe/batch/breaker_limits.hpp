// When a batch stops trying a provider's accounts: the numbers with their reasons.
#pragma once

#include <string>

namespace pecprobe {

/// Counted in accounts of one provider whose ends follow one another; an accepted login begins anew, what says nothing
/// of the password or the address (a temporary answer, a broken certificate) leaves the count as it is.
struct BreakerLimits {
  /// Accounts that refused the password. Each makes up to two refused logins, and servers that block an address do so
  /// after about ten (seen: fail2ban's and Courier's usual settings, five to ten). Fewer would stop a helpdesk's list
  /// that begins with a handful of forgotten passwords.
  int refused_in_a_row = 5;
  /// Accounts that were turned away before the login, or told that they are locked: the server says that this address
  /// is not welcome.
  int turned_away_in_a_row = 5;
  /// Accounts that got no connection, after the same provider had answered in this run: a block that drops packets
  /// looks like this, and so does a network that is down for a moment. Trying does no harm, so it may take longer.
  int cut_off_in_a_row = 10;

  bool operator==(const BreakerLimits&) const = default;
};

/// Why a provider's further accounts are not tried.
struct GroupStop {
  enum class Sign { refused, turned_away, cut_off };
  Sign sign = Sign::refused;
  int accounts = 0;  // how many in a row showed it

  bool operator==(const GroupStop&) const = default;
};

}  // namespace pecprobe
