#include "tests/cli/closed_port.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cerrno>
#include <system_error>

namespace pecprobe::test {

ClosedPort::ClosedPort() : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  if (::bind(m_socket.number(), generic, size) != 0 || ::getsockname(m_socket.number(), generic, &size) != 0) {
    throw std::system_error(errno, std::generic_category(), "bind");
  }
  m_number = ntohs(address.sin_port);
}

std::string ClosedPort::url(const std::string& scheme) const {
  return scheme + "://127.0.0.1:" + std::to_string(m_number);
}

}  // namespace pecprobe::test
