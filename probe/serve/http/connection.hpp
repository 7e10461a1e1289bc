// One connection of a client, as its server sees it.
#pragma once

#include "probe/serve/http/server.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>

#include <cstdint>
#include <memory>

namespace pecprobe {

class Connection {
 public:
  Connection() = default;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  virtual ~Connection() = default;

  virtual void start() = 0;
  /// At once, whatever is under way.
  virtual void drop() = 0;
  /// When the answer that is under way is complete; at once where there is none.
  virtual void finish() = 0;
  /// A number that grows: when it began to wait for the end of a request; nothing while one is
  /// answered.
  [[nodiscard]] virtual std::optional<std::uint64_t> waits_since() const noexcept = 0;
};

/// What a server's connections share.
struct ConnectionContext {
  HttpLimits limits;
  HttpFields fields;  // of every answer
  HttpHandler handler;
  std::uint64_t waits = 0;  // how often a connection began to wait for a request: tells the oldest
};

[[nodiscard]] std::shared_ptr<Connection> make_plain_connection(boost::asio::ip::tcp::socket socket,
                                                                ConnectionContext& context);
[[nodiscard]] std::shared_ptr<Connection> make_tls_connection(boost::asio::ip::tcp::socket socket,
                                                              boost::asio::ssl::context& tls,
                                                              ConnectionContext& context);

}  // namespace pecprobe
