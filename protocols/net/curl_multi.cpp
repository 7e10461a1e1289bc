#include "protocols/net/curl_multi.hpp"

#include <boost/asio/post.hpp>
#include <boost/system/system_error.hpp>

#include <chrono>
#include <stdexcept>
#include <utility>
#include <vector>

namespace pecprobe {

using boost::asio::posix::stream_descriptor;
using boost::system::error_code;

CurlMulti::CurlMulti(boost::asio::io_context& loop)
    : m_loop(loop), m_multi(curl_multi_init()), m_timer(loop, [this] { act(CURL_SOCKET_TIMEOUT, 0); }) {
  if (m_multi == nullptr) {
    throw std::runtime_error("libcurl could not be initialised");
  }
  curl_multi_setopt(m_multi, CURLMOPT_SOCKETFUNCTION, &CurlMulti::on_socket);
  curl_multi_setopt(m_multi, CURLMOPT_SOCKETDATA, this);
  curl_multi_setopt(m_multi, CURLMOPT_TIMERFUNCTION, &CurlMulti::on_timer);
  curl_multi_setopt(m_multi, CURLMOPT_TIMERDATA, this);
}

CurlMulti::~CurlMulti() {
  while (!m_running.empty()) {
    remove(m_running.begin()->first);
  }
  curl_multi_cleanup(m_multi);
}

void CurlMulti::add(CURL* easy, SocketSet& sockets, Done done) {
  m_running.emplace(easy, Running{sockets, std::move(done)});
  curl_multi_add_handle(m_multi, easy);  // asks for a timer at once: the first step is taken by the loop
}

void CurlMulti::remove(CURL* easy) {
  if (m_running.erase(easy) > 0) {
    curl_multi_remove_handle(m_multi, easy);
  }
}

int CurlMulti::on_socket(CURL* easy, curl_socket_t socket, int what, void* self, void* /*watch*/) {
  auto* multi = static_cast<CurlMulti*>(self);
  if (what == CURL_POLL_REMOVE) {
    multi->unwatch(socket);
  } else {
    multi->watch(easy, socket, what);
  }
  return 0;
}

int CurlMulti::on_timer(CURLM* /*multi*/, long timeout_ms, void* self) {
  auto* multi = static_cast<CurlMulti*>(self);
  multi->m_timer.clear();
  if (timeout_ms == 0) {  // every new transfer asks for it; a timer would be set for nothing
    boost::asio::post(multi->m_loop, [multi, alive = std::weak_ptr<int>(multi->m_alive)] {
      if (!alive.expired()) {
        multi->act(CURL_SOCKET_TIMEOUT, 0);
      }
    });
  } else if (timeout_ms > 0) {
    multi->m_timer.set(std::chrono::milliseconds{timeout_ms});
  }
  return 0;
}

void CurlMulti::watch(CURL* easy, curl_socket_t socket, int what) {
  auto& entry = m_watches[socket];
  if (!entry) {
    const auto running = m_running.find(easy);
    Socket* const opened = running == m_running.end() ? nullptr : running->second.sockets.find(socket);
    if (opened == nullptr) {
      m_watches.erase(socket);
      return;
    }
    try {
      static_cast<void>(opened->watched(m_loop));
    } catch (const boost::system::system_error&) {
      m_watches.erase(socket);
      return;  // libcurl's own connect time-out then ends the attempt
    }
    entry = std::make_shared<Watch>(Watch{*opened});
  }
  entry->wanted = what;
  ++entry->epoch;
  if ((what & CURL_POLL_IN) != 0) {
    wait(entry, CURL_POLL_IN);
  }
  if ((what & CURL_POLL_OUT) != 0) {
    wait(entry, CURL_POLL_OUT);
  }
}

/// The socket stays in the loop, for whoever gets it.
void CurlMulti::unwatch(curl_socket_t socket) {
  const auto found = m_watches.find(socket);
  if (found != m_watches.end()) {
    const std::shared_ptr<Watch> watch = std::move(found->second);
    m_watches.erase(found);
    ++watch->epoch;
    if (watch->socket.descriptor() == socket) {
      watch->socket.watched(m_loop).cancel();
    }
  }
}

void CurlMulti::wait(const std::shared_ptr<Watch>& watch, int direction) {
  const auto type = direction == CURL_POLL_IN ? stream_descriptor::wait_read : stream_descriptor::wait_write;
  const int socket = watch->socket.descriptor();
  watch->socket.watched(m_loop).async_wait(
      type, [this, socket, watch, direction, epoch = watch->epoch](const error_code& error) {
        if (watch->epoch != epoch) {
          return;
        }
        act(socket, error ? CURL_CSELECT_ERR : direction == CURL_POLL_IN ? CURL_CSELECT_IN : CURL_CSELECT_OUT);
        const bool still_wanted = watch->epoch == epoch && (watch->wanted & direction) != 0;
        if (still_wanted && !error) {
          wait(watch, direction);
        }
      });
}

void CurlMulti::act(curl_socket_t socket, int events) {
  int still_running = 0;
  curl_multi_socket_action(m_multi, socket, events, &still_running);
  collect_finished();
}

void CurlMulti::collect_finished() {
  std::vector<std::function<void()>> finished;
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(m_multi, &left)) {
    if (message->msg != CURLMSG_DONE) {
      continue;
    }
    CURL* easy = message->easy_handle;
    const CURLcode result = message->data.result;
    const auto found = m_running.find(easy);
    if (found != m_running.end()) {
      curl_socket_t socket = CURL_SOCKET_BAD;
      curl_easy_getinfo(easy, CURLINFO_ACTIVESOCKET, &socket);  // a handle that was removed does not know it any more
      finished.emplace_back([done = std::move(found->second.done), result, socket] { done(result, socket); });
      m_running.erase(found);
      curl_multi_remove_handle(m_multi, easy);
    }
  }
  // Posted, so that whoever is told may add and remove handles, and destroy what it wants.
  for (auto& tell : finished) {
    boost::asio::post(m_loop, std::move(tell));
  }
}

}  // namespace pecprobe
