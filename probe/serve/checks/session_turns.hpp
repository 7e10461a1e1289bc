// What keeps everybody in this program who logs in from doing so twice at once: tests on the page, in the background,
// after a rotation, and mails about changes.
#pragma once

#include "probe/serve/checks/accounts_under_way.hpp"
#include "probe/serve/checks/shared_gates.hpp"

#include <cstddef>
#include <memory>
#include <stop_token>

namespace pecprobe {

/// For any thread.
struct SessionTurns {
  /// For so many accounts at once; of their sessions four at one host.
  explicit SessionTurns(std::size_t accounts_at_once);

  SharedGates gates;
  AccountsUnderWay accounts;

  /// Blocks until nobody else has the account under way and its server has a place. Both are free again when the answer
  /// goes; null when `stop` was asked for first.
  [[nodiscard]] Hold wait(const Account& account, const Endpoint& endpoint, const Provider* provider,
                          const std::stop_token& stop);
};

}  // namespace pecprobe
