#include "probe/engine/check.hpp"

#include "probe/engine/account_check.hpp"

#include <optional>
#include <stdexcept>
#include <utility>

namespace pecprobe {

AccountResult run_check(Network& network, const Account& account, const Credentials& credentials,
                        const CheckOptions& options, SessionGate* gate) {
  AccountCheck check{network, account, credentials, options, gate};
  std::optional<AccountCheck::End> end;
  check.start(remembered_refusals(account, credentials.password, options),
              [&end](AccountCheck::End ended) { end = std::move(ended); });
  if (!end) {
    if (options.on_signal == OnSignal::end_check) {
      network.on_signal([&] {
        check.stop();
        network.cancel_all(Duration::zero());
      });
    }
    network.run();
  }
  if (!end) {
    throw std::logic_error("the network stopped before every check had ended");
  }
  if (options.memory != nullptr) {
    options.memory->settle(account, credentials.password, end->logins);
  }
  return std::move(end->result);
}

}  // namespace pecprobe
