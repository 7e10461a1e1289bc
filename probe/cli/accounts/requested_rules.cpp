#include "probe/cli/accounts/requested_rules.hpp"

#include "probe/cli/accounts/cached_exchangers.hpp"
#include "probe/cli/accounts/check_rules.hpp"
#include "probe/cli/accounts/check_setup.hpp"
#include "probe/engine/exchanger_inference.hpp"

namespace pecprobe {

RequestedRules::RequestedRules(const CheckRequest& request, const ProviderTable& table) {
  m_rules.providers = &table;
  m_rules.usual = request.account;
  m_rules.usual_password = request.password;
  m_rules.today = request.today.value_or(rome_today());
  if (request.exchangers == ExchangerLookUp::on) {
    m_dns = make_dns_mail_exchangers();
    m_exchangers = std::make_unique<CachedExchangers>(*m_dns);
    m_rules.learn_exchangers = [&table, dns = m_exchangers.get()](AccountInput& input) {
      learn_exchangers(input, table, *dns);
    };
  }
}

AccountsRules RequestedRules::rules(PasswordNeed need) const {
  AccountsRules rules = m_rules;
  rules.need = need;
  return rules;
}

}  // namespace pecprobe
