#include "probe/engine/exchanger_inference.hpp"

namespace pecprobe {

void learn_exchangers(AccountInput& account, const ProviderTable& table, MailExchangers& dns) {
  const bool is_told = !account.provider.empty() || !account.endpoints.empty();
  if (is_told || address_problem(account.address) || table.infer_provider(account.address) != nullptr ||
      table.closed_service(account.address) != nullptr) {
    return;
  }
  const std::string domain = account.address.substr(account.address.rfind('@') + 1);
  if (is_reserved_domain(domain)) {
    return;
  }
  if (auto found = dns.look_up(domain)) {
    account.mail_exchangers = std::move(*found);
  }
}

}  // namespace pecprobe
