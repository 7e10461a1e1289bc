#include "protocols/net/connect_attempt.hpp"

#include "protocols/net/host_name.hpp"

#include <sys/socket.h>

#include <cerrno>
#include <chrono>
#include <cstring>

namespace pecprobe {

namespace {

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

/// The descriptor is ours from birth (m_sockets); libcurl must not close it.
int close_socket(void* /*self*/, curl_socket_t /*socket*/) { return 0; }

}  // namespace

ConnectAttempt::ConnectAttempt(CurlMulti& multi, EasyHandles& handles, const ConnectRequest& request,
                               std::string address, std::function<void()> ended)
    : m_multi(multi), m_handles(handles), m_easy(handles.take()), m_began(monotonic_now()), m_ended(std::move(ended)) {
  m_facts.address = std::move(address);
  configure(request);
}

ConnectAttempt::~ConnectAttempt() {
  m_multi.remove(m_easy.get());  // before the socket closes: libcurl still knows its number
  curl_easy_setopt(m_easy.get(), CURLOPT_ERRORBUFFER, nullptr);
  m_handles.give_back(std::move(m_easy));
}

void ConnectAttempt::start() {
  m_multi.add(m_easy.get(), m_sockets,
              [this, alive = std::weak_ptr<int>(m_alive)](CURLcode result, curl_socket_t socket) {
                if (!alive.expired()) {
                  m_connected = socket;
                  finish(result);
                }
              });
}

AddressAttempt ConnectAttempt::facts() const {
  AddressAttempt facts = m_facts;
  if (!m_has_ended) {
    facts.took = monotonic_now() - m_began;
  }
  return facts;
}

void ConnectAttempt::configure(const ConnectRequest& request) {
  CURL* easy = m_easy.get();
  const std::string& proxy = m_handles.proxy();
  // Only a proxy is told the name: what libcurl connects to by itself is the address.
  const std::string host = bracketed(proxy.empty() ? m_facts.address : request.host);
  const std::string url = "http://" + host + ":" + std::to_string(request.port);
  const auto timeout = std::chrono::ceil<std::chrono::milliseconds>(request.timeout);
  curl_easy_setopt(easy, CURLOPT_URL, url.c_str());
  curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(timeout.count()));
  curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, m_error.data());
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, &ConnectAttempt::open_socket);
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, this);
  curl_easy_setopt(easy, CURLOPT_CLOSESOCKETFUNCTION, &close_socket);
  if (!proxy.empty()) {
    m_uses_proxy = true;
    m_facts.address = shown_proxy(proxy);
  }
}

curl_socket_t ConnectAttempt::open_socket(void* self, curlsocktype /*purpose*/, curl_sockaddr* address) {
  auto* attempt = static_cast<ConnectAttempt*>(self);
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

void ConnectAttempt::finish(CURLcode result) {
  m_has_ended = true;
  m_facts.took = monotonic_now() - m_began;
  m_facts.outcome = outcome_of(result);
  if (m_facts.outcome != ConnectOutcome::connected) {
    m_sockets.close_all();
    m_facts.error = m_facts.error_number != 0 ? std::strerror(m_facts.error_number) : error_text(result);
  }
  m_ended();
}

ConnectOutcome ConnectAttempt::outcome_of(CURLcode result) {
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

std::string ConnectAttempt::error_text(CURLcode result) const {
  return m_error[0] != '\0' ? std::string(m_error.data()) : std::string(curl_easy_strerror(result));
}

}  // namespace pecprobe
