// Small proxies on loopback: SOCKS5 (RFC 1928, RFC 1929) and HTTP CONNECT (RFC 9110 §9.3.6). Every name is theirs to
// look up, and all of them are this computer.
#pragma once

#include "tests/support/relay.hpp"

#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace pecprobe::test {

struct ProxyBehaviour {
  enum class Kind { socks5, http };
  Kind kind = Kind::socks5;
  std::string user{};  // wanted of the client, with the password; empty: nothing is asked
  std::string password{};
  /// Instead of a connection: the reply code of SOCKS5 (1 to 255), or the status of HTTP.
  std::optional<int> refusal{};
  /// Instead of any answer: these bytes, then the end.
  std::optional<std::string> garbage{};
};

class ProxyServer {
 public:
  explicit ProxyServer(ProxyBehaviour behaviour);

  /// `socks5h://127.0.0.1:PORT` or `http://127.0.0.1:PORT`; `user_info` stands before the host, with its `@`.
  [[nodiscard]] std::string url(const std::string& user_info = {}) const;
  [[nodiscard]] std::uint16_t port() const { return m_relay.port(); }
  /// `host:port` as the clients asked for them.
  [[nodiscard]] std::vector<std::string> asked() const;
  /// What clients said once they were through.
  [[nodiscard]] std::string said() const { return m_relay.said(); }
  [[nodiscard]] int connections() const { return m_relay.connections(); }

 private:
  std::optional<Relay::Socket> open(Relay::Socket& client);
  std::optional<Relay::Socket> open_socks5(Relay::Socket& client);
  std::optional<Relay::Socket> open_http(Relay::Socket& client);
  void note(std::string target);

  ProxyBehaviour m_behaviour;
  mutable std::mutex m_mutex;
  std::vector<std::string> m_asked;
  Relay m_relay;
};

}  // namespace pecprobe::test
