// One service from its host name to its verdict: resolver, connector, channel and dialogue on one event loop.
#pragma once

#include "protocols/base/clock.hpp"
#include "protocols/net/channel.hpp"
#include "protocols/net/connector.hpp"
#include "protocols/net/network.hpp"
#include "protocols/net/resolver.hpp"
#include "protocols/wire/service_facts.hpp"

#include <boost/asio/io_context.hpp>

#include <functional>
#include <memory>

namespace pecprobe {

/// What all sessions of a thread share; everything outlives them.
struct SessionServices {
  boost::asio::io_context& loop;
  const Clock& clock;
  Resolver& resolver;
  Connector& connector;
  std::function<std::unique_ptr<Channel>(Socket socket, ChannelEvents events, const TlsDestination& destination,
                                         Handshake handshake)>
      make_channel;
};

/// How long each thing may take; a service's own limit ends all of them.
struct SessionLimits {
  Duration connect = std::chrono::seconds{10};  // per address, and for the look-up of the name
  Duration handshake = std::chrono::seconds{20};
  Duration greeting = std::chrono::seconds{40};  // seen: Postfix delays its greeting by 20 s (postscreen, soft limits)
  Duration reply = std::chrono::seconds{50};     // seen: Dovecot delays a refusal up to 15 s, others 30 s
  Duration service = std::chrono::seconds{60};   // name look-up to verdict
  Duration leaving = std::chrono::seconds{1};    // for the answer to LOGOUT or QUIT, after the verdict
};

class Session {
 public:
  using Done = std::function<void(ServiceFacts)>;
  Session() = default;
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  virtual ~Session() = default;

  /// Ends at once with LocalStop::cancelled, or with its verdict where that stands already; `done` is called.
  virtual void cancel() = 0;
};

/// Starts at once. `done` is called once, from the event loop; the session may be destroyed from inside it.
[[nodiscard]] std::unique_ptr<Session> start_session(const SessionServices& services, const SessionLimits& limits,
                                                     const ServiceCheck& check, Session::Done done);

}  // namespace pecprobe
