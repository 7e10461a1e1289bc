// Names of hosts, looked up once for all networks of a run: getaddrinfo on a few threads.
#pragma once

#include "protocols/base/clock.hpp"
#include "protocols/net/network.hpp"
#include "protocols/wire/connect_facts.hpp"

#include <functional>
#include <memory>
#include <string>

namespace pecprobe {

/// Safe to use from several threads. A blocked getaddrinfo cannot be interrupted, so its thread is left behind at the
/// end: it only owns what it shares.
class HostLookUps {
 public:
  /// Threads at once, for the whole run.
  static constexpr int k_max_threads = 16;
  /// How long the news that the resolver failed is taken for granted. Addresses, and that there are none, hold for the
  /// whole run.
  static constexpr Duration k_failure_holds = std::chrono::seconds{5};

  using LookUp = std::function<ResolveFacts(const std::string& host, AddressFamily family)>;
  using Answer = std::function<void(const ResolveFacts&)>;

  /// Asks the system's resolver. Addresses of both families alternate, as RFC 8305 §4 asks, in the order of RFC 6724.
  HostLookUps();
  /// Asks `look_up`, from several threads; `now` dates failures.
  HostLookUps(LookUp look_up, std::function<Instant()> now);

  /// `answer` is called once, from any thread: from inside this call where the answer is known.
  void ask(const std::string& host, AddressFamily family, Answer answer);

 private:
  struct State;
  std::shared_ptr<State> m_state;
};

/// Takes turns between the families, each in its own order: the first family keeps the first place.
[[nodiscard]] std::vector<std::string> alternate_families(const std::vector<std::string>& addresses);

}  // namespace pecprobe
