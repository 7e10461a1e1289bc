// A socket that this program opened, with its one place in an event loop.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>

#include <list>
#include <optional>
#include <utility>

namespace pecprobe {

/// Owns a socket descriptor. Its place in the loop goes with it from whoever connects to whoever reads and writes, and
/// is given up before the descriptor closes.
class Socket {
 public:
  Socket() = default;
  explicit Socket(int descriptor) noexcept : m_descriptor(descriptor) {}
  Socket(Socket&& other) noexcept
      : m_descriptor(std::exchange(other.m_descriptor, -1)), m_watched(std::exchange(other.m_watched, std::nullopt)) {}
  Socket& operator=(Socket&& other) noexcept;
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  ~Socket() { close(); }

  [[nodiscard]] int descriptor() const noexcept { return m_descriptor; }
  [[nodiscard]] bool is_open() const noexcept { return m_descriptor >= 0; }

  /// To wait on; the same one at every call, which name the same loop. Throws boost::system::system_error when the
  /// system takes no more of them.
  [[nodiscard]] boost::asio::posix::stream_descriptor& watched(boost::asio::io_context& loop);

 private:
  void close() noexcept;

  int m_descriptor = -1;
  std::optional<boost::asio::posix::stream_descriptor> m_watched;
};

/// The sockets that were opened for one connection: a host of several addresses has several, and whoever connects knows
/// each by its number until it is done. None closes before.
class SocketSet {
 public:
  /// Owns the descriptor from now on; false when there is no memory, and then it is closed.
  [[nodiscard]] bool add(int descriptor) noexcept;
  /// Null where it is none of them. Stays where it is as long as the set lives.
  [[nodiscard]] Socket* find(int descriptor) noexcept;
  [[nodiscard]] bool is_empty() const noexcept { return m_sockets.empty(); }
  /// The one with this number, else the last one that was opened, else none.
  [[nodiscard]] Socket take(int descriptor) noexcept;
  void close_all() noexcept;

 private:
  std::list<Socket> m_sockets;
};

}  // namespace pecprobe
