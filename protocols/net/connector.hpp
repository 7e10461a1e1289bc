// From addresses to one connected socket: libcurl connects, we stagger the addresses and keep how each one ended.
#pragma once

#include "protocols/base/clock.hpp"
#include "protocols/net/socket.hpp"
#include "protocols/wire/connect_facts.hpp"

#include <boost/asio/io_context.hpp>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace pecprobe {

struct ConnectRequest {
  std::string host;
  std::uint16_t port = 0;
  std::vector<std::string> addresses;  // numeric, in order; empty only with a proxy, which then resolves the name
  Duration timeout{};                  // per address
};

struct ConnectResult {
  ConnectFacts facts;
  Socket socket;  // open when facts.address is there
};

/// A connection under way. Destroying it abandons it: no callback comes after.
class PendingConnect {
 public:
  PendingConnect() = default;
  PendingConnect(const PendingConnect&) = delete;
  PendingConnect& operator=(const PendingConnect&) = delete;
  virtual ~PendingConnect() = default;

  /// How the addresses have fared so far, for a deadline that ends the race from outside: addresses under way count
  /// as timed out.
  [[nodiscard]] virtual ConnectFacts facts() const = 0;
};

class Connector {
 public:
  using Done = std::function<void(ConnectResult)>;
  Connector() = default;
  Connector(const Connector&) = delete;
  Connector& operator=(const Connector&) = delete;
  virtual ~Connector() = default;

  /// True when it takes names instead of addresses, since a proxy looks them up.
  [[nodiscard]] virtual bool resolves_names() const noexcept { return false; }

  /// `done` is called once from the event loop, never from inside this call.
  [[nodiscard]] virtual std::unique_ptr<PendingConnect> connect(ConnectRequest request, Done done) = 0;
};

/// Connects through libcurl (CURLOPT_CONNECT_ONLY), one easy handle per address, the next one started 250 ms after the
/// last or at once when that failed (RFC 8305 §5). `proxy` is empty or as curl reads it (http://, socks5://,
/// socks5h://).
[[nodiscard]] std::unique_ptr<Connector> make_curl_connector(boost::asio::io_context& loop, std::string proxy);

}  // namespace pecprobe
