#include "tests/unit/net/socket_pair.hpp"

#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <system_error>

namespace pecprobe::test {

SocketPair::SocketPair() {
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    throw std::system_error(errno, std::generic_category(), "socketpair");
  }
  m_near = Socket(ends[0]);
  m_far = Socket(ends[1]);
}

std::string SocketPair::received() {
  std::string bytes;
  std::array<char, 4096> piece{};
  for (::ssize_t size = 0; (size = ::recv(m_far.descriptor(), piece.data(), piece.size(), 0)) > 0;) {
    bytes.append(piece.data(), static_cast<std::size_t>(size));
  }
  return bytes;
}

void SocketPair::send(std::string_view bytes) {
  if (!offer(bytes)) {
    throw std::system_error(errno, std::generic_category(), "send");
  }
}

bool SocketPair::offer(std::string_view bytes) {
  return ::send(m_far.descriptor(), bytes.data(), bytes.size(), MSG_NOSIGNAL) == static_cast<::ssize_t>(bytes.size());
}

}  // namespace pecprobe::test
