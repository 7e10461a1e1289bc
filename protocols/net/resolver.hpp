// Names to addresses: getaddrinfo on a few threads, one look-up per host, its two ways of failing told apart.
#pragma once

#include "protocols/net/network.hpp"
#include "protocols/wire/connect_facts.hpp"

#include <boost/asio/io_context.hpp>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
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

/// The system's resolver. A blocked getaddrinfo cannot be interrupted, so its thread is left behind when the loop ends:
/// it only owns what it shares. Addresses of both families alternate, as RFC 8305 §4 asks, in the order of RFC 6724.
class SystemResolver final : public Resolver {
 public:
  SystemResolver(boost::asio::io_context& loop, AddressFamily family, std::vector<ResolveOverride> overrides);
  ~SystemResolver() override;

  void resolve(const std::string& host, std::uint16_t port, Done done) override;

 private:
  struct Shared;
  struct LookUp {
    bool answered = false;
    ResolveFacts facts;
    std::vector<Done> waiting;
  };
  void start_next();
  void finish(const std::string& host, ResolveFacts facts);

  boost::asio::io_context& m_loop;
  AddressFamily m_family;
  std::vector<ResolveOverride> m_overrides;
  std::map<std::string, LookUp> m_look_ups;  // by host: one look-up per host and run
  std::vector<std::string> m_queue;          // hosts that wait for a thread
  int m_running = 0;
  std::shared_ptr<Shared> m_shared;
};

/// Takes turns between the families, each in its own order: the first family keeps the first place.
[[nodiscard]] std::vector<std::string> alternate_families(const std::vector<std::string>& addresses);

}  // namespace pecprobe
