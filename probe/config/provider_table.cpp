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

bool is_server_of(const Provider& provider, std::string_view host) {
  return std::any_of(provider.endpoints.begin(), provider.endpoints.end(),
                     [&](const Endpoint& endpoint) { return iequals(endpoint.host, host); });
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

tl::expected<ProviderTable, std::string> ProviderTable::parse(std::string_view toml, RowOrigin origin) {
  return ProviderTableReader::read(toml, origin);
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
  return owner_of_domain(m_providers, domain_of(address), [](const Provider& p, std::string_view domain) {
    return contains(p.possible_domains, domain);
  });
}

const Provider* ProviderTable::provider_of_exchangers(const std::vector<std::string>& names) const noexcept {
  for (const std::string& name : names) {
    const Provider* found = owner_of_domain(m_providers, name, [](const Provider& p, std::string_view domain) {
      return contains(p.mail_exchangers, domain);
    });
    if (found != nullptr) {
      return found;
    }
  }
  return nullptr;
}

std::optional<std::string> ProviderTable::ordinary_exchanger(const std::vector<std::string>& names) const {
  const auto found = std::find_if(names.begin(), names.end(), [&](const std::string& name) {
    return owner_of_domain(m_ordinary_exchangers, name, [](const std::string& known, std::string_view domain) {
             return known == domain;
           }) != nullptr;
  });
  return found == names.end() ? std::nullopt : std::optional(*found);
}

const ClosedService* ProviderTable::closed_service(std::string_view address) const noexcept {
  return owner_of_domain(m_closed, domain_of(address),
                         [](const ClosedService& c, std::string_view domain) { return contains(c.domains, domain); });
}

ProviderTable ProviderTable::overridden_by(const ProviderTable& own) const {
  ProviderTable table = *this;
  for (const Provider& provider : own.m_providers) {
    const auto same = std::find_if(table.m_providers.begin(), table.m_providers.end(),
                                   [&](const Provider& known) { return known.id == provider.id; });
    if (same == table.m_providers.end()) {
      table.m_providers.insert(table.m_providers.begin(), provider);  // asked first about its domains
    } else {
      *same = provider;
    }
    std::erase_if(table.m_wrong_hosts, [&](const NamedWrongHost& wrong) { return is_server_of(provider, wrong.host); });
  }
  table.m_closed.insert(table.m_closed.end(), own.m_closed.begin(), own.m_closed.end());
  table.m_wrong_hosts.insert(table.m_wrong_hosts.begin(), own.m_wrong_hosts.begin(), own.m_wrong_hosts.end());
  return table;
}

std::vector<std::string> ProviderTable::wrong_hosts_of(const Provider& provider) const {
  std::vector<std::string> hosts;
  for (const NamedWrongHost& wrong : m_wrong_hosts) {
    if (is_server_of(provider, wrong.wrong.instead)) {
      hosts.push_back(wrong.host);
    }
  }
  return hosts;
}

std::optional<WrongHost> ProviderTable::wrong_host(std::string_view host) const {
  const std::string name = ascii_lower(host);
  const auto found = std::find_if(m_wrong_hosts.begin(), m_wrong_hosts.end(),
                                  [&](const NamedWrongHost& wrong) { return wrong.host == name; });
  if (found != m_wrong_hosts.end()) {
    return found->wrong;
  }
  for (const Provider& provider : m_providers) {
    if (is_server_of(provider, name)) {
      return std::nullopt;  // such as postacert.vodafone.it, which is both
    }
  }
  const bool is_mailbox_domain =
      std::any_of(m_providers.begin(), m_providers.end(), [&](const Provider& p) { return contains(p.domains, name); });
  return is_mailbox_domain ? std::optional(WrongHost{WrongHostReason::mailbox_domain, {}}) : std::nullopt;
}

}  // namespace pecprobe
