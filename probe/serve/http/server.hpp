// Listens, and gives each request to one function.
#pragma once

#include "probe/serve/http/exchange.hpp"

#include <tl/expected.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace pecprobe {

/// Where one listens. `host` is an address, or `localhost`.
struct ListenPlace {
  std::string host = "localhost";
  std::uint16_t port = 0;  // 0: a free one

  bool operator==(const ListenPlace&) const = default;
};

struct HttpLimits {
  std::size_t connections = 512;  // when one more comes, the one goes that has been busy longest with its request
  std::uint32_t header_bytes = 16 * 1024;  // request line and fields (RFC 9112 §3 asks for 8,000 of the line)
  std::uint64_t body_bytes = 64 * 1024;
  int requests = 200;                         // on one connection
  std::chrono::milliseconds request{20'000};  // from the first wait for a request to its last byte
  std::chrono::milliseconds handshake{10'000};
  std::chrono::milliseconds answer{30'000};   // for each piece that is written
  std::chrono::milliseconds farewell{2'000};  // for the client to read an answer that ends the connection
};

struct TlsFiles {
  std::string certificate;  // PEM, with its chain
  std::string key;          // PEM

  bool operator==(const TlsFiles&) const = default;
};

struct HttpOptions {
  std::vector<ListenPlace> places;  // all addresses; a port of 0 becomes the same for all
  std::optional<TlsFiles> tls;
  HttpFields fields{};  // of every answer, errors included
  HttpLimits limits{};
};

/// An event loop with its listeners. run() and everything that it calls is one thread; post() and stop() may come from
/// any.
class HttpServer {
 public:
  HttpServer() = default;
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;
  virtual ~HttpServer() = default;

  /// Listens already, and answers from run() on. A sentence in English about what the system says otherwise.
  [[nodiscard]] static tl::expected<std::unique_ptr<HttpServer>, std::string> open(const HttpOptions& options);

  [[nodiscard]] virtual std::uint16_t port() const noexcept = 0;

  /// Answers requests until stop(), or forever. SIGINT and SIGTERM, also those that came since open(), call `on_signal`
  /// once, with the number; a second one ends the program.
  virtual void run(HttpHandler handler, std::function<void(int)> on_signal) = 0;

  /// From now on, each SIGHUP calls `act` from run(); without this it ends the program.
  virtual void on_hangup(std::function<void()> act) = 0;

  virtual void post(std::function<void()> act) = 0;
  /// Calls `act` from run() after `delay`.
  virtual void after(std::chrono::milliseconds delay, std::function<void()> act) = 0;

  /// No more connections; those that wait for a request end now. run() returns once the others have their answer, or
  /// when `grace` is over.
  virtual void stop(std::chrono::milliseconds grace) = 0;
};

}  // namespace pecprobe
