#include "probe/config/provider_table.hpp"

#include "probe/config/provider_table_reader.hpp"
#include "protocols/base/text.hpp"

#include <algorithm>
#include <stdexcept>

namespace pecprobe {

namespace embedded {
extern const std::string_view providers_toml;
}  // namespace embedded

namespace {

/// Lower case, without a final dot; empty when there is no domain.
std::string domain_of(std::string_view address) {
  const auto at = address.rfind('@');
  if (at == std::string_view::npos) {
    return {};
  }
  std::string domain = ascii_lower(address.substr(at + 1));
  if (domain.ends_with('.')) {
    domain.pop_back();
  }
  return domain;
}

bool contains(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// Asks `owns` for the domain, then for its parents, the nearest first; the first one found.
template <typename Owner, typename Owns>
const Owner* owner_of_domain(const std::vector<Owner>& owners, std::string_view domain, const Owns& owns) {
  while (!domain.empty()) {
    const auto found =
        std::find_if(owners.begin(), owners.end(), [&](const Owner& owner) { return owns(owner, domain); });
    if (found != owners.end()) {
      return &*found;
    }
    const auto dot = domain.find('.');
    domain = dot == std::string_view::npos ? std::string_view{} : domain.substr(dot + 1);
  }
  return nullptr;
}

}  // namespace

tl::expected<ProviderTable, std::string> ProviderTable::parse(std::string_view toml) {
  return ProviderTableReader::read(toml);
}

const ProviderTable& ProviderTable::built_in() {
  static const ProviderTable table = [] {
    auto read = parse(embedded::providers_toml);
    if (!read) {
      throw std::logic_error("providers.toml: " + read.error());  // shown impossible by a test
    }
    return std::move(*read);
  }();
  return table;
}

const Provider* ProviderTable::find_provider(std::string_view id) const noexcept {
  const auto found =
      std::find_if(m_providers.begin(), m_providers.end(), [&](const Provider& p) { return p.id == id; });
  return found == m_providers.end() ? nullptr : &*found;
}

const Provider* ProviderTable::infer_provider(std::string_view address) const noexcept {
  return owner_of_domain(m_providers, domain_of(address),
                         [](const Provider& p, std::string_view domain) { return contains(p.domains, domain); });
}

const Provider* ProviderTable::possible_provider(std::string_view address) const noexcept {
  const PossibleDomain* found =
      owner_of_domain(m_possible_domains, domain_of(address),
                      [](const PossibleDomain& p, std::string_view domain) { return p.domain == domain; });
  return found == nullptr ? nullptr : find_provider(found->provider);
}

const ClosedService* ProviderTable::closed_service(std::string_view address) const noexcept {
  return owner_of_domain(m_closed, domain_of(address),
                         [](const ClosedService& c, std::string_view domain) { return contains(c.domains, domain); });
}

std::optional<WrongHost> ProviderTable::wrong_host(std::string_view host) const {
  const std::string name = ascii_lower(host);
  const auto found = std::find_if(m_wrong_hosts.begin(), m_wrong_hosts.end(),
                                  [&](const NamedWrongHost& wrong) { return wrong.host == name; });
  if (found != m_wrong_hosts.end()) {
    return found->wrong;
  }
  for (const Provider& provider : m_providers) {
    const bool is_server = std::any_of(provider.endpoints.begin(), provider.endpoints.end(),
                                       [&](const Endpoint& endpoint) { return endpoint.host == name; });
    if (is_server) {
      return std::nullopt;  // such as postacert.vodafone.it, which is both
    }
  }
  const bool is_mailbox_domain =
      std::any_of(m_providers.begin(), m_providers.end(), [&](const Provider& p) { return contains(p.domains, name); });
  return is_mailbox_domain ? std::optional(WrongHost{WrongHostReason::mailbox_domain, {}}) : std::nullopt;
}

}  // namespace pecprobe
