#include "protocols/net/socket.hpp"

#include <unistd.h>

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

}  // namespace pecprobe
