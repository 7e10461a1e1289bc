#include "protocols/net/resolver.hpp"

#include "protocols/base/text.hpp"
#include "protocols/net/host_name.hpp"

#include <boost/asio/post.hpp>

#include <algorithm>
#include <iterator>
#include <mutex>
#include <utility>

namespace pecprobe {

namespace {

/// As a user may write it: internationalised, with a trailing dot.
std::string as_looked_up(const std::string& host) { return without_trailing_dot(to_a_label(host).value_or(host)); }

ResolveFacts overridden(const ResolveOverride& by, AddressFamily family) {
  ResolveFacts facts;
  std::copy_if(by.addresses.begin(), by.addresses.end(), std::back_inserter(facts.addresses),
               [family](const std::string& address) {
                 return family == AddressFamily::any || (family == AddressFamily::ipv6) == is_ipv6_literal(address);
               });
  if (facts.addresses.empty()) {
    facts.outcome = ResolveOutcome::not_found;
    facts.error = "no address of the family that was asked for";
  }
  return facts;
}

}  // namespace

/// The way from a look-up thread to the loop, as long as there is one.
struct SystemResolver::Link {
  std::mutex mutex;
  boost::asio::io_context* loop;
};

SystemResolver::SystemResolver(boost::asio::io_context& loop, AddressFamily family,
                               std::vector<ResolveOverride> overrides, std::shared_ptr<HostLookUps> look_ups)
    : m_loop(loop),
      m_family(family),
      m_overrides(std::move(overrides)),
      m_look_ups(std::move(look_ups)),
      m_link(std::make_shared<Link>()) {
  m_link->loop = &loop;
}

SystemResolver::~SystemResolver() {
  const std::scoped_lock lock(m_link->mutex);
  m_link->loop = nullptr;
}

void SystemResolver::resolve(const std::string& host, std::uint16_t port, Done done) {
  const auto override_for = std::find_if(m_overrides.begin(), m_overrides.end(), [&](const ResolveOverride& o) {
    return o.port == port && iequals(as_looked_up(o.host), without_trailing_dot(host));
  });
  if (override_for != m_overrides.end()) {
    boost::asio::post(m_loop, [done = std::move(done), facts = overridden(*override_for, m_family)] { done(facts); });
    return;
  }
  m_look_ups->ask(host, m_family, [link = m_link, done = std::move(done)](const ResolveFacts& facts) {
    const std::scoped_lock lock(link->mutex);
    if (link->loop != nullptr) {
      boost::asio::post(*link->loop, [link, done, facts] {
        if (link->loop != nullptr) {  // only this thread takes it away
          done(facts);
        }
      });
    }
  });
}

}  // namespace pecprobe
