// libcurl's multi interface driven by the event loop through its socket and timer callbacks.
#pragma once

#include "protocols/net/deadline.hpp"
#include "protocols/net/socket.hpp"

#include <boost/asio/io_context.hpp>
#include <curl/curl.h>

#include <functional>
#include <map>
#include <memory>

namespace pecprobe {

struct CurlEasyDeleter {
  void operator()(CURL* easy) const noexcept { curl_easy_cleanup(easy); }
};
using CurlEasy = std::unique_ptr<CURL, CurlEasyDeleter>;

/// Runs easy handles; each finished one is reported once and removed. The sockets themselves belong to whoever opened
/// them (CURLOPT_OPENSOCKETFUNCTION): this class only watches them.
class CurlMulti {
 public:
  /// `socket` is the one that is connected, or CURL_SOCKET_BAD.
  using Done = std::function<void(CURLcode result, curl_socket_t socket)>;

  /// Throws std::runtime_error when libcurl cannot be initialised.
  explicit CurlMulti(boost::asio::io_context& loop);
  ~CurlMulti();
  CurlMulti(const CurlMulti&) = delete;
  CurlMulti& operator=(const CurlMulti&) = delete;

  /// `done` is called from the event loop. The handle must live until then or until remove(), and so must `sockets`,
  /// which has all that it opens.
  void add(CURL* easy, SocketSet& sockets, Done done);
  /// Forgets a handle that is still running; its `done` is not called.
  void remove(CURL* easy);

 private:
  struct Running {
    SocketSet& sockets;
    Done done;
  };
  struct Watch {
    Socket& socket;
    int wanted = 0;      // CURL_POLL_…
    unsigned epoch = 0;  // waits of an older epoch are ignored
  };

  static int on_socket(CURL* easy, curl_socket_t socket, int what, void* self, void* watch);
  static int on_timer(CURLM* multi, long timeout_ms, void* self);
  void watch(CURL* easy, curl_socket_t socket, int what);
  void unwatch(curl_socket_t socket);
  void wait(const std::shared_ptr<Watch>& watch, int direction);
  void act(curl_socket_t socket, int events);
  void collect_finished();

  boost::asio::io_context& m_loop;
  CURLM* m_multi;
  Deadline m_timer;
  std::map<curl_socket_t, std::shared_ptr<Watch>> m_watches;
  std::map<CURL*, Running> m_running;
  std::shared_ptr<int> m_alive = std::make_shared<int>();
};

}  // namespace pecprobe
