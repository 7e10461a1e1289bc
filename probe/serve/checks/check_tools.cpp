#include "probe/serve/checks/check_tools.hpp"

#include "probe/config/account_input.hpp"
#include "probe/model/expiry.hpp"

namespace pecprobe {

CheckOptions CheckTools::options_for(const Account& account) const {
  CheckOptions options;
  options.today = today();
  options.provider = providers.find_provider(account.provider);
  options.better_hosts = better_hosts(account, providers);
  options.password = password_dates(account.password_issued, options.provider);
  return options;
}

}  // namespace pecprobe
