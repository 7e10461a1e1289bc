#include "protocols/net/socket.hpp"

#include <unistd.h>

#include <algorithm>
#include <new>

namespace pecprobe {

Socket& Socket::operator=(Socket&& other) noexcept {
  if (this != &other) {
    close();
    m_descriptor = std::exchange(other.m_descriptor, -1);
    m_watched = std::exchange(other.m_watched, std::nullopt);
  }
  return *this;
}

boost::asio::posix::stream_descriptor& Socket::watched(boost::asio::io_context& loop) {
  if (!m_watched) {
    boost::asio::posix::stream_descriptor watched(loop);
    watched.assign(m_descriptor);
    m_watched = std::move(watched);
  }
  return *m_watched;
}

void Socket::close() noexcept {
  if (m_watched) {
    m_watched->release();  // cancels the waits
    m_watched.reset();
  }
  if (m_descriptor >= 0) {
    ::close(m_descriptor);
    m_descriptor = -1;
  }
}

bool SocketSet::add(int descriptor) noexcept {
  Socket socket(descriptor);
  try {
    m_sockets.push_back(std::move(socket));
  } catch (const std::bad_alloc&) {
    return false;
  }
  return true;
}

Socket* SocketSet::find(int descriptor) noexcept {
  const auto found = std::find_if(m_sockets.begin(), m_sockets.end(), [&](const Socket& socket) {
    return socket.is_open() && socket.descriptor() == descriptor;
  });
  return found == m_sockets.end() ? nullptr : &*found;
}

Socket SocketSet::take(int descriptor) noexcept {
  if (m_sockets.empty()) {
    return {};
  }
  Socket* const known = find(descriptor);
  return std::move(known != nullptr ? *known : m_sockets.back());
}

void SocketSet::close_all() noexcept {
  for (Socket& socket : m_sockets) {
    socket = Socket{};
  }
}

}  // namespace pecprobe
