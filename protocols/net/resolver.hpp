// Names to addresses for one network: what the user decided by option comes before any look-up.
#pragma once

#include "protocols/net/host_look_ups.hpp"
#include "protocols/net/network.hpp"
#include "protocols/wire/connect_facts.hpp"

#include <boost/asio/io_context.hpp>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace pecprobe {

class Resolver {
 public:
  using Done = std::function<void(const ResolveFacts&)>;
  Resolver() = default;
  Resolver(const Resolver&) = delete;
  Resolver& operator=(const Resolver&) = delete;
  virtual ~Resolver() = default;

  /// `done` is called from the event loop, never from inside this call. A look-up cannot be cancelled; whoever is no
  /// longer interested ignores the answer.
  virtual void resolve(const std::string& host, std::uint16_t port, Done done) = 0;
};

/// `look_ups` may serve the resolvers of other loops and threads too.
class SystemResolver final : public Resolver {
 public:
  SystemResolver(boost::asio::io_context& loop, AddressFamily family, std::vector<ResolveOverride> overrides,
                 std::shared_ptr<HostLookUps> look_ups);
  ~SystemResolver() override;

  void resolve(const std::string& host, std::uint16_t port, Done done) override;

 private:
  struct Link;

  boost::asio::io_context& m_loop;
  AddressFamily m_family;
  std::vector<ResolveOverride> m_overrides;
  std::shared_ptr<HostLookUps> m_look_ups;
  std::shared_ptr<Link> m_link;
};

}  // namespace pecprobe
