// libcurl's multi interface driven by the event loop through its socket and timer callbacks.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
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
  using Done = std::function<void(CURLcode result)>;

  /// Throws std::runtime_error when libcurl cannot be initialised.
  explicit CurlMulti(boost::asio::io_context& loop);
  ~CurlMulti();
  CurlMulti(const CurlMulti&) = delete;
  CurlMulti& operator=(const CurlMulti&) = delete;

  /// `done` is called from the event loop. The handle must live until then or until remove().
  void add(CURL* easy, Done done);
  /// Forgets a handle that is still running; its `done` is not called.
  void remove(CURL* easy);

 private:
  struct Watch {
    explicit Watch(boost::asio::io_context& loop) : descriptor(loop) {}
    boost::asio::posix::stream_descriptor descriptor;
    int wanted = 0;      // CURL_POLL_…
    unsigned epoch = 0;  // waits of an older epoch are ignored
  };

  static int on_socket(CURL* easy, curl_socket_t socket, int what, void* self, void* watch);
  static int on_timer(CURLM* multi, long timeout_ms, void* self);
  void watch(curl_socket_t socket, int what);
  void unwatch(curl_socket_t socket);
  void wait(curl_socket_t socket, const std::shared_ptr<Watch>& watch, int direction);
  void act(curl_socket_t socket, int events);
  void collect_finished();

  boost::asio::io_context& m_loop;
  CURLM* m_multi;
  boost::asio::steady_timer m_timer;
  std::map<curl_socket_t, std::shared_ptr<Watch>> m_watches;
  std::map<CURL*, Done> m_running;
  std::shared_ptr<int> m_alive = std::make_shared<int>();
};

}  // namespace pecprobe
