// The attempt to connect to one address, over libcurl.
#pragma once

#include "protocols/net/connector.hpp"
#include "protocols/net/curl_multi.hpp"
#include "protocols/net/easy_handles.hpp"

#include <array>
#include <functional>
#include <memory>
#include <string>

namespace pecprobe {

/// One address: an easy handle and the sockets that it was given, of which a proxy with several addresses takes
/// several.
class ConnectAttempt {
 public:
  /// `ended` is called from the event loop, once.
  ConnectAttempt(CurlMulti& multi, EasyHandles& handles, const ConnectRequest& request, std::string address,
                 std::function<void()> ended);
  ConnectAttempt(const ConnectAttempt&) = delete;
  ConnectAttempt& operator=(const ConnectAttempt&) = delete;
  ~ConnectAttempt();

  void start();
  [[nodiscard]] bool ended() const noexcept { return m_has_ended; }
  [[nodiscard]] Socket take_socket() noexcept { return m_sockets.take(m_connected); }
  /// Also while it goes on.
  [[nodiscard]] AddressAttempt facts() const;

 private:
  /// What differs from the handle's last connection.
  void configure(const ConnectRequest& request);
  static curl_socket_t open_socket(void* self, curlsocktype purpose, curl_sockaddr* address);
  void finish(CURLcode result);
  ConnectOutcome outcome_of(CURLcode result);
  [[nodiscard]] std::string error_text(CURLcode result) const;

  CurlMulti& m_multi;
  EasyHandles& m_handles;
  SocketSet m_sockets;
  curl_socket_t m_connected = CURL_SOCKET_BAD;
  std::array<char, CURL_ERROR_SIZE> m_error{};
  CurlEasy m_easy;
  Instant m_began;
  std::function<void()> m_ended;
  AddressAttempt m_facts;
  std::shared_ptr<int> m_alive = std::make_shared<int>();
  int m_open_error = 0;
  bool m_uses_proxy = false;
  bool m_has_ended = false;
};

}  // namespace pecprobe
