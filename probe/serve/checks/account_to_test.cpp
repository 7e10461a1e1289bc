#include "probe/serve/checks/account_to_test.hpp"

#include "probe/engine/exchanger_inference.hpp"
#include "probe/report/wording.hpp"
#include "probe/serve/checks/typed_account.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace pecprobe {

namespace {

/// Where what was looked up must not lead.
std::optional<EndpointObjection> objection_to(const ResolveFacts& facts) {
  switch (facts.outcome) {
    case ResolveOutcome::found:
      return std::any_of(facts.addresses.begin(), facts.addresses.end(),
                         [](const std::string& address) { return is_private_address(address); })
                 ? std::optional(EndpointObjection::private_address)
                 : std::nullopt;
    case ResolveOutcome::not_found: return std::nullopt;  // the test says so
    case ResolveOutcome::failed:
    case ResolveOutcome::local_failure: break;
  }
  return EndpointObjection::not_looked_up;
}

}  // namespace

tl::expected<Account, page::Complaint> account_to_test(AccountInput input, const CheckTools& tools,
                                                       const Wording& wording) {
  if (tools.exchangers == AsksExchangers::yes) {
    learn_exchangers(input, tools.providers, *make_dns_mail_exchangers());
  }
  auto account = make_account(input, tools.providers);
  if (!account) {
    return tl::unexpected(complaint_about(account.error(), wording));
  }
  const std::vector<Endpoint> vouched = tools.vouched();
  for (const Endpoint& endpoint : account->endpoints) {
    if (const auto objection = objection_to(endpoint, vouched, tools.endpoint_rules)) {
      return tl::unexpected(complaint_about(*objection, endpoint, wording));
    }
  }
  return *std::move(account);
}

std::optional<page::Complaint> foreign_address(Network& network, const Account& account, const CheckTools& tools,
                                               const Wording& wording) {
  if (tools.endpoint_rules.privates == PrivateAddresses::allowed) {
    return std::nullopt;
  }
  const std::vector<Endpoint> vouched = tools.vouched();
  std::optional<page::Complaint> wrong;
  for (const Endpoint& endpoint : account.endpoints) {
    if (!is_vouched(endpoint, vouched)) {
      network.resolve(endpoint.host, endpoint.port, [&wrong, &endpoint, &wording](const ResolveFacts& facts) {
        if (const auto objection = objection_to(facts); objection && !wrong) {
          wrong = complaint_about(*objection, endpoint, wording);
        }
      });
    }
  }
  network.run();
  return wrong;
}

}  // namespace pecprobe
