// A server of the test that passes bytes on to another one and keeps what the client said: a tap on the wire, and the
// second half of every proxy.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <cstdint>
#include <functional>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace pecprobe::test {

class Relay {
 public:
  using Socket = boost::asio::ip::tcp::socket;
  /// Makes the other side's connection for a client that has just come; nothing: the client is let go. May throw
  /// boost::system::system_error, which is the same. Called from a thread of its own for each client.
  using Opening = std::function<std::optional<Socket>(Socket& client)>;

  /// Listens on this address of loopback from construction to destruction. Throws boost::system::system_error where the
  /// computer has no such address.
  explicit Relay(Opening opening, const std::string& address = "127.0.0.1");
  Relay(const Relay&) = delete;
  Relay& operator=(const Relay&) = delete;
  /// Ends all connections.
  ~Relay();

  [[nodiscard]] std::uint16_t port() const { return m_port; }
  /// All that clients said to the other side so far, one after another.
  [[nodiscard]] std::string said() const;
  [[nodiscard]] int connections() const;

 private:
  void accept();
  void serve(Socket client);
  void pass_on(Socket& client, Socket& server);
  bool remember(int descriptor);
  void forget(int descriptor);

  boost::asio::io_context m_context;
  boost::asio::ip::tcp::acceptor m_acceptor;
  std::uint16_t m_port;
  Opening m_opening;
  mutable std::mutex m_mutex;
  std::string m_said;
  int m_connections = 0;
  bool m_is_ending = false;
  std::list<int> m_open;  // descriptors, to wake the threads that read them
  std::list<std::thread> m_threads;
  std::thread m_accepting;
};

/// The opening of a tap: whoever comes is connected to this port of 127.0.0.1.
[[nodiscard]] Relay::Opening connected_to(std::uint16_t port);

/// A new connection to this port of 127.0.0.1, beside `client`.
[[nodiscard]] Relay::Socket connection_to(Relay::Socket& client, std::uint16_t port);

}  // namespace pecprobe::test
