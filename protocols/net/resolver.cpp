#include "protocols/net/resolver.hpp"

#include "protocols/base/text.hpp"
#include "protocols/net/host_name.hpp"

#include <boost/asio/post.hpp>

#include <netdb.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <mutex>
#include <system_error>
#include <thread>

namespace pecprobe {

namespace {

constexpr int k_max_threads = 4;
constexpr std::size_t k_max_addresses = 32;  // more are not worth the connect budget

int to_native(AddressFamily family) noexcept {
  switch (family) {
    case AddressFamily::any: return AF_UNSPEC;
    case AddressFamily::ipv4: return AF_INET;
    case AddressFamily::ipv6: return AF_INET6;
  }
  return AF_UNSPEC;
}

/// EAI_NONAME and EAI_NODATA: the name has no address. All else: the resolver could not say.
ResolveOutcome outcome_of(int error) noexcept {
  const bool is_absent = error == EAI_NONAME
#ifdef EAI_NODATA
                         || error == EAI_NODATA
#endif
#ifdef EAI_ADDRFAMILY
                         || error == EAI_ADDRFAMILY
#endif
      ;
  return is_absent ? ResolveOutcome::not_found : ResolveOutcome::failed;
}

ResolveFacts look_up(const std::string& host, AddressFamily family) {
  addrinfo hints{};
  hints.ai_family = to_native(family);
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* list = nullptr;
  const int error = ::getaddrinfo(host.c_str(), nullptr, &hints, &list);
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner(list, &::freeaddrinfo);
  ResolveFacts facts;
  if (error != 0) {
    facts.outcome = outcome_of(error);
    facts.error = ::gai_strerror(error);
    return facts;
  }
  std::vector<std::string> addresses;
  for (const addrinfo* entry = list; entry != nullptr && addresses.size() < k_max_addresses; entry = entry->ai_next) {
    std::array<char, NI_MAXHOST> text{};
    if (::getnameinfo(entry->ai_addr, entry->ai_addrlen, text.data(), text.size(), nullptr, 0, NI_NUMERICHOST) == 0 &&
        std::find(addresses.begin(), addresses.end(), text.data()) == addresses.end()) {
      addresses.emplace_back(text.data());
    }
  }
  facts.addresses = alternate_families(addresses);
  facts.outcome = facts.addresses.empty() ? ResolveOutcome::not_found : ResolveOutcome::found;
  return facts;
}

bool is_ipv6(const std::string& address) { return address.find(':') != std::string::npos; }

/// As a user may write it: internationalised, with a trailing dot.
std::string as_looked_up(const std::string& host) { return without_trailing_dot(to_a_label(host).value_or(host)); }

ResolveFacts overridden(const ResolveOverride& by, AddressFamily family) {
  ResolveFacts facts;
  std::copy_if(by.addresses.begin(), by.addresses.end(), std::back_inserter(facts.addresses),
               [family](const std::string& address) {
                 return family == AddressFamily::any || (family == AddressFamily::ipv6) == is_ipv6(address);
               });
  if (facts.addresses.empty()) {
    facts.outcome = ResolveOutcome::not_found;
    facts.error = "no address of the family that was asked for";
  }
  return facts;
}

}  // namespace

std::vector<std::string> alternate_families(const std::vector<std::string>& addresses) {
  std::array<std::vector<std::string>, 2> families;
  for (const std::string& address : addresses) {
    families.at(is_ipv6(address) == is_ipv6(addresses.front()) ? 0 : 1).push_back(address);
  }
  std::vector<std::string> order;
  for (std::size_t i = 0; i < addresses.size(); ++i) {
    for (const auto& family : families) {
      if (i < family.size()) {
        order.push_back(family[i]);
      }
    }
  }
  return order;
}

/// What a look-up thread may touch after the resolver is gone.
struct SystemResolver::Shared {
  std::mutex mutex;
  SystemResolver* resolver = nullptr;
};

SystemResolver::SystemResolver(boost::asio::io_context& loop, AddressFamily family,
                               std::vector<ResolveOverride> overrides)
    : m_loop(loop), m_family(family), m_overrides(std::move(overrides)), m_shared(std::make_shared<Shared>()) {
  m_shared->resolver = this;
}

SystemResolver::~SystemResolver() {
  const std::scoped_lock lock(m_shared->mutex);
  m_shared->resolver = nullptr;
}

void SystemResolver::resolve(const std::string& host, std::uint16_t port, Done done) {
  const auto override_for = std::find_if(m_overrides.begin(), m_overrides.end(), [&](const ResolveOverride& o) {
    return o.port == port && iequals(as_looked_up(o.host), without_trailing_dot(host));
  });
  if (override_for != m_overrides.end()) {
    boost::asio::post(m_loop, [done = std::move(done), facts = overridden(*override_for, m_family)] { done(facts); });
    return;
  }
  const auto [entry, is_new] = m_look_ups.try_emplace(host);
  if (entry->second.answered) {
    boost::asio::post(m_loop, [done = std::move(done), facts = entry->second.facts] { done(facts); });
    return;
  }
  entry->second.waiting.push_back(std::move(done));
  if (is_new) {
    m_queue.push_back(host);
    start_next();
  }
}

void SystemResolver::start_next() {
  while (m_running < k_max_threads && !m_queue.empty()) {
    const std::string host = m_queue.front();
    m_queue.erase(m_queue.begin());
    try {
      std::thread([shared = m_shared, host, family = m_family] {
        ResolveFacts facts = look_up(host, family);
        const std::scoped_lock lock(shared->mutex);
        if (SystemResolver* resolver = shared->resolver; resolver != nullptr) {
          boost::asio::post(resolver->m_loop, [shared, host, facts = std::move(facts)]() mutable {
            if (SystemResolver* asker = shared->resolver; asker != nullptr) {  // only this thread lets it go
              --asker->m_running;
              asker->finish(host, std::move(facts));
              asker->start_next();
            }
          });
        }
      }).detach();
      ++m_running;
    } catch (const std::system_error& error) {
      boost::asio::post(m_loop, [this, host, text = std::string(error.what())] {
        finish(host, ResolveFacts{ResolveOutcome::failed, {}, text});
      });
    }
  }
}

void SystemResolver::finish(const std::string& host, ResolveFacts facts) {
  LookUp& look_up_of_host = m_look_ups[host];
  look_up_of_host.answered = true;
  look_up_of_host.facts = std::move(facts);
  const std::vector<Done> waiting = std::exchange(look_up_of_host.waiting, {});
  for (const Done& done : waiting) {
    done(look_up_of_host.facts);
  }
}

}  // namespace pecprobe
