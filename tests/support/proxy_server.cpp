#include "tests/support/proxy_server.hpp"

#include "protocols/base/text.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <string_view>
#include <utility>

namespace pecprobe::test {

namespace asio = boost::asio;

namespace {

constexpr unsigned char k_version = 5;
constexpr unsigned char k_no_method = 0;
constexpr unsigned char k_user_and_password = 2;

std::string take(Relay::Socket& client, std::size_t size) {
  std::string bytes(size, '\0');
  asio::read(client, asio::buffer(bytes));
  return bytes;
}

std::size_t take_number(Relay::Socket& client) { return static_cast<unsigned char>(take(client, 1).front()); }

void say(Relay::Socket& client, std::string_view bytes) { asio::write(client, asio::buffer(bytes)); }

void say_bytes(Relay::Socket& client, std::initializer_list<unsigned char> bytes) {
  asio::write(client, asio::buffer(std::vector<unsigned char>(bytes)));
}

std::string address_text(std::string_view bytes) {
  if (bytes.size() == 4) {
    asio::ip::address_v4::bytes_type octets{};
    std::copy(bytes.begin(), bytes.end(), octets.begin());
    return asio::ip::address_v4(octets).to_string();
  }
  asio::ip::address_v6::bytes_type octets{};
  std::copy(bytes.begin(), bytes.end(), octets.begin());
  return "[" + asio::ip::address_v6(octets).to_string() + "]";
}

std::uint16_t port_of(std::string_view target) {
  return static_cast<std::uint16_t>(parse_number(target.substr(target.rfind(':') + 1)).value_or(0));
}

}  // namespace

ProxyServer::ProxyServer(ProxyBehaviour behaviour)
    : m_behaviour(std::move(behaviour)), m_relay([this](Relay::Socket& client) { return open(client); }) {}

std::string ProxyServer::url(const std::string& user_info) const {
  const std::string scheme = m_behaviour.kind == ProxyBehaviour::Kind::socks5 ? "socks5h://" : "http://";
  return scheme + user_info + "127.0.0.1:" + std::to_string(port());
}

std::vector<std::string> ProxyServer::asked() const {
  const std::scoped_lock lock(m_mutex);
  return m_asked;
}

void ProxyServer::note(std::string target) {
  const std::scoped_lock lock(m_mutex);
  m_asked.push_back(std::move(target));
}

std::optional<Relay::Socket> ProxyServer::open(Relay::Socket& client) {
  if (m_behaviour.garbage) {
    static_cast<void>(take(client, 1));  // it has come to speak: closing at once would be a reset
    say(client, *m_behaviour.garbage);
    return std::nullopt;
  }
  return m_behaviour.kind == ProxyBehaviour::Kind::socks5 ? open_socks5(client) : open_http(client);
}

std::optional<Relay::Socket> ProxyServer::open_socks5(Relay::Socket& client) {
  static_cast<void>(take(client, 1));
  static_cast<void>(take(client, take_number(client)));
  if (m_behaviour.user.empty()) {
    say_bytes(client, {k_version, k_no_method});
  } else {
    say_bytes(client, {k_version, k_user_and_password});
    static_cast<void>(take(client, 1));
    const std::string user = take(client, take_number(client));
    const std::string password = take(client, take_number(client));
    const bool is_right = user == m_behaviour.user && password == m_behaviour.password;
    say_bytes(client, {1, static_cast<unsigned char>(is_right ? 0 : 1)});
    if (!is_right) {
      return std::nullopt;
    }
  }
  const std::string request = take(client, 4);  // version, CONNECT, 0, kind of address
  const std::string host = request[3] == 3   ? take(client, take_number(client))
                           : request[3] == 4 ? address_text(take(client, 16))
                                             : address_text(take(client, 4));
  const std::string port = take(client, 2);
  const int number = static_cast<unsigned char>(port[0]) * 256 + static_cast<unsigned char>(port[1]);
  note(host + ":" + std::to_string(number));
  const auto answer = [&](int code) {
    say_bytes(client, {k_version, static_cast<unsigned char>(code), 0, 1, 0, 0, 0, 0, 0, 0});
  };
  if (m_behaviour.refusal) {
    answer(*m_behaviour.refusal);
    return std::nullopt;
  }
  Relay::Socket server = connection_to(client, static_cast<std::uint16_t>(number));
  answer(0);
  return server;
}

std::optional<Relay::Socket> ProxyServer::open_http(Relay::Socket& client) {
  std::string request;
  asio::read_until(client, asio::dynamic_buffer(request), "\r\n\r\n");
  const std::string target(request.substr(8, request.find(' ', 8) - 8));  // behind "CONNECT "
  note(target);
  const std::string proof = base64_encode(m_behaviour.user + ":" + m_behaviour.password);
  if (!m_behaviour.user.empty() && request.find("Proxy-Authorization: Basic " + proof) == std::string::npos) {
    say(client,
        "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"test\"\r\n"
        "Content-Length: 0\r\nConnection: close\r\n\r\n");
    return std::nullopt;
  }
  if (m_behaviour.refusal) {
    say(client, "HTTP/1.1 " + std::to_string(*m_behaviour.refusal) + " No\r\nContent-Length: 0\r\n\r\n");
    return std::nullopt;
  }
  Relay::Socket server = connection_to(client, port_of(target));
  say(client, "HTTP/1.1 200 Connection established\r\n\r\n");
  return server;
}

}  // namespace pecprobe::test
