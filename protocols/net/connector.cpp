#include "protocols/net/connector.hpp"

#include "protocols/net/curl_multi.hpp"
#include "protocols/net/host_name.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <deque>
#include <optional>

namespace pecprobe {

namespace {

using namespace std::chrono_literals;
using boost::system::error_code;

constexpr long k_smallest_buffer = 1024;   // libcurl's least: it never reads a body, and would set 16 kB aside
constexpr auto k_stagger = 250ms;          // RFC 8305 §8: Connection Attempt Delay
constexpr std::size_t k_kept_handles = 4;  // 10 kB each

Instant monotonic_now() { return SystemClock{}.now(); }

ConnectOutcome outcome_of_errno(int number) noexcept {
  switch (number) {
    case ECONNREFUSED: return ConnectOutcome::refused;
    case ETIMEDOUT: return ConnectOutcome::timed_out;
    case ENETUNREACH:
    case EHOSTUNREACH:
    case ENETDOWN:
    case EHOSTDOWN:
    case EACCES:  // a local firewall rule answers so
    case EPERM:
    case EAFNOSUPPORT: return ConnectOutcome::unreachable;
    case EMFILE:
    case ENFILE:
    case ENOBUFS:
    case ENOMEM:
    case EADDRNOTAVAIL: return ConnectOutcome::local_failure;
    default: return ConnectOutcome::other;
  }
}

/// As a URL wants it: an IPv6 literal in brackets (RFC 3986 §3.2.2).
std::string bracketed(const std::string& host) { return is_ipv6_literal(host) ? "[" + host + "]" : host; }

/// `host:port` of a proxy's URL: what may be shown of it, without the user name and password that can stand before `@`.
std::string shown_proxy(const std::string& proxy) {
  const auto scheme = proxy.find("://");
  const std::string rest = scheme == std::string::npos ? proxy : proxy.substr(scheme + 3);
  return rest.substr(rest.rfind('@') + 1);  // npos + 1 is 0
}

/// Easy handles that were used, for the next connections: to make one and to tell it all that is the same for all of
/// them costs more than to connect.
class EasyHandles {
 public:
  explicit EasyHandles(std::string proxy) : m_proxy(std::move(proxy)) {}

  [[nodiscard]] const std::string& proxy() const noexcept { return m_proxy; }

  [[nodiscard]] CurlEasy take() {
    if (m_kept.empty()) {
      return make();
    }
    CurlEasy easy = std::move(m_kept.back());
    m_kept.pop_back();
    return easy;
  }

  void give_back(CurlEasy easy) {
    if (m_kept.size() < k_kept_handles) {
      m_kept.push_back(std::move(easy));
    }
  }

 private:
  [[nodiscard]] CurlEasy make() const {
    CurlEasy owner(curl_easy_init());
    if (owner == nullptr) {
      throw std::bad_alloc();
    }
    CURL* easy = owner.get();
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http");
    curl_easy_setopt(easy, CURLOPT_CONNECT_ONLY, 1L);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_BUFFERSIZE, k_smallest_buffer);
    curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L);
    curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, 1L);
    curl_easy_setopt(easy, CURLOPT_PROXY, m_proxy.c_str());  // an empty one also switches the environment's off
    curl_easy_setopt(easy, CURLOPT_NOPROXY, "");
    if (!m_proxy.empty()) {
      curl_easy_setopt(easy, CURLOPT_HTTPPROXYTUNNEL, 1L);
    }
    return owner;
  }

  std::string m_proxy;
  std::vector<CurlEasy> m_kept;
};

/// One address: an easy handle and the sockets that it was given, of which a proxy with several addresses takes
/// several.
class Attempt {
 public:
  Attempt(CurlMulti& multi, EasyHandles& handles, const ConnectRequest& request, std::string address,
          std::function<void()> ended)
      : m_multi(multi),
        m_handles(handles),
        m_easy(handles.take()),
        m_began(monotonic_now()),
        m_ended(std::move(ended)) {
    m_facts.address = std::move(address);
    configure(request);
  }
  Attempt(const Attempt&) = delete;
  Attempt& operator=(const Attempt&) = delete;
  ~Attempt() {
    m_multi.remove(m_easy.get());  // before the socket closes: libcurl still knows its number
    curl_easy_setopt(m_easy.get(), CURLOPT_ERRORBUFFER, nullptr);
    m_handles.give_back(std::move(m_easy));
  }

  void start() {
    m_multi.add(m_easy.get(), m_sockets,
                [this, alive = std::weak_ptr<int>(m_alive)](CURLcode result, curl_socket_t socket) {
                  if (!alive.expired()) {
                    m_connected = socket;
                    finish(result);
                  }
                });
  }

  [[nodiscard]] bool ended() const noexcept { return m_has_ended; }
  [[nodiscard]] Socket take_socket() noexcept { return m_sockets.take(m_connected); }
  [[nodiscard]] AddressAttempt facts() const {
    AddressAttempt facts = m_facts;
    if (!m_has_ended) {
      facts.took = monotonic_now() - m_began;
    }
    return facts;
  }

 private:
  /// What differs from the handle's last connection.
  void configure(const ConnectRequest& request) {
    CURL* easy = m_easy.get();
    const std::string& proxy = m_handles.proxy();
    // Only a proxy is told the name: what libcurl connects to by itself is the address.
    const std::string host = bracketed(proxy.empty() ? m_facts.address : request.host);
    const std::string url = "http://" + host + ":" + std::to_string(request.port);
    const auto timeout = std::chrono::ceil<std::chrono::milliseconds>(request.timeout);
    curl_easy_setopt(easy, CURLOPT_URL, url.c_str());
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(timeout.count()));
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, m_error.data());
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, &Attempt::open_socket);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, this);
    curl_easy_setopt(easy, CURLOPT_CLOSESOCKETFUNCTION, &Attempt::close_socket);
    if (!proxy.empty()) {
      m_uses_proxy = true;
      m_facts.address = shown_proxy(proxy);
    }
  }

  static curl_socket_t open_socket(void* self, curlsocktype /*purpose*/, curl_sockaddr* address) {
    auto* attempt = static_cast<Attempt*>(self);
#ifdef SOCK_CLOEXEC
    const int descriptor = ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
#else
    const int descriptor = ::socket(address->family, address->socktype, address->protocol);
#endif
    attempt->m_open_error = descriptor < 0 ? errno : 0;
    if (descriptor >= 0 && !attempt->m_sockets.add(descriptor)) {
      attempt->m_open_error = ENOMEM;
      return CURL_SOCKET_BAD;
    }
    return descriptor < 0 ? CURL_SOCKET_BAD : descriptor;
  }

  /// The descriptor is ours from birth (m_sockets); libcurl must not close it.
  static int close_socket(void* /*self*/, curl_socket_t /*socket*/) { return 0; }

  void finish(CURLcode result) {
    m_has_ended = true;
    m_facts.took = monotonic_now() - m_began;
    m_facts.outcome = outcome_of(result);
    if (m_facts.outcome != ConnectOutcome::connected) {
      m_sockets.close_all();
      m_facts.error = m_facts.error_number != 0 ? std::strerror(m_facts.error_number) : error_text(result);
    }
    m_ended();
  }

  ConnectOutcome outcome_of(CURLcode result) {
    if (result == CURLE_OK) {
      return !m_sockets.is_empty() ? ConnectOutcome::connected : ConnectOutcome::other;
    }
    long number = 0;
    curl_easy_getinfo(m_easy.get(), CURLINFO_OS_ERRNO, &number);
    m_facts.error_number = m_open_error != 0 ? m_open_error : static_cast<int>(number);
    if (m_open_error != 0) {
      return outcome_of_errno(m_open_error);
    }
    if (m_uses_proxy) {
      return ConnectOutcome::proxy_failed;
    }
    if (number == ECONNRESET && !m_sockets.is_empty()) {
      // A SYN is refused with ECONNREFUSED: this connection had stood, and was reset before anything was written. What
      // comes next on it finds that out and says where.
      m_facts.error_number = 0;
      return ConnectOutcome::connected;
    }
    if (result == CURLE_OPERATION_TIMEDOUT) {
      m_facts.error_number = 0;
      return ConnectOutcome::timed_out;
    }
    return outcome_of_errno(m_facts.error_number);
  }

  [[nodiscard]] std::string error_text(CURLcode result) const {
    return m_error[0] != '\0' ? std::string(m_error.data()) : std::string(curl_easy_strerror(result));
  }

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

/// All addresses of one host against each other.
class Race final : public PendingConnect {
 public:
  Race(boost::asio::io_context& loop, CurlMulti& multi, EasyHandles& handles, ConnectRequest request,
       Connector::Done done)
      : m_multi(multi), m_handles(handles), m_request(std::move(request)), m_done(std::move(done)), m_next(loop) {
    m_waiting.assign(m_request.addresses.begin(), m_request.addresses.end());
    if (!m_handles.proxy().empty()) {
      m_waiting = {""};  // the proxy looks the name up
    }
    start_next();
  }

  [[nodiscard]] ConnectFacts facts() const override {
    ConnectFacts facts;
    for (const auto& attempt : m_attempts) {
      facts.attempts.push_back(attempt->facts());
      if (!attempt->ended()) {
        facts.attempts.back().outcome = ConnectOutcome::timed_out;
      }
    }
    return facts;
  }

 private:
  void start_next() {
    m_next.cancel();
    if (m_waiting.empty()) {
      return;
    }
    const std::size_t index = m_attempts.size();
    m_attempts.push_back(
        std::make_unique<Attempt>(m_multi, m_handles, m_request, m_waiting.front(), [this, index] { on_end(index); }));
    m_waiting.pop_front();
    m_attempts.back()->start();
    if (!m_waiting.empty()) {
      m_next.expires_after(k_stagger);
      m_next.async_wait([this](const error_code& error) {
        if (!error) {
          start_next();
        }
      });
    }
  }

  void on_end(std::size_t index) {
    if (m_over) {
      return;
    }
    if (m_attempts[index]->facts().outcome == ConnectOutcome::connected) {
      finish(index);
      return;
    }
    if (!m_waiting.empty()) {
      start_next();
      return;
    }
    const bool all_ended = std::all_of(m_attempts.begin(), m_attempts.end(), [](const auto& a) { return a->ended(); });
    if (all_ended) {
      finish(std::nullopt);
    }
  }

  void finish(std::optional<std::size_t> winner) {
    m_over = true;
    m_next.cancel();
    ConnectResult result;
    for (std::size_t i = 0; i < m_attempts.size(); ++i) {
      result.facts.attempts.push_back(m_attempts[i]->facts());
      if (i == winner) {
        result.facts.address = m_attempts[i]->facts().address;
        result.socket = m_attempts[i]->take_socket();
      }
    }
    // The callback may destroy this race, so it is moved out before it runs.
    const Connector::Done done = std::move(m_done);
    done(std::move(result));
  }

  CurlMulti& m_multi;
  EasyHandles& m_handles;
  ConnectRequest m_request;
  Connector::Done m_done;
  boost::asio::steady_timer m_next;
  std::deque<std::string> m_waiting;
  std::vector<std::unique_ptr<Attempt>> m_attempts;
  bool m_over = false;
};

class CurlConnector final : public Connector {
 public:
  CurlConnector(boost::asio::io_context& loop, std::string proxy)
      : m_loop(loop), m_handles(std::move(proxy)), m_multi(loop) {}

  [[nodiscard]] bool resolves_names() const noexcept override { return !m_handles.proxy().empty(); }

  std::unique_ptr<PendingConnect> connect(ConnectRequest request, Done done) override {
    return std::make_unique<Race>(m_loop, m_multi, m_handles, std::move(request), std::move(done));
  }

 private:
  boost::asio::io_context& m_loop;
  EasyHandles m_handles;
  CurlMulti m_multi;
};

}  // namespace

std::unique_ptr<Connector> make_curl_connector(boost::asio::io_context& loop, std::string proxy) {
  return std::make_unique<CurlConnector>(loop, std::move(proxy));
}

}  // namespace pecprobe
