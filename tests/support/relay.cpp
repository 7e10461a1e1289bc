#include "tests/support/relay.hpp"

#include <boost/asio/ip/address.hpp>

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <utility>

namespace pecprobe::test {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

enum class Passed { bytes, end, error };

/// One piece from one side to the other. An end is passed on as such.
Passed pass(int from, int to, std::string& piece) {
  std::array<char, 64 * 1024> buffer{};
  const auto size = ::recv(from, buffer.data(), buffer.size(), 0);
  if (size <= 0) {
    piece.clear();
    return size == 0 ? Passed::end : Passed::error;
  }
  piece.assign(buffer.data(), static_cast<std::size_t>(size));
  const auto sent = ::send(to, piece.data(), piece.size(), MSG_NOSIGNAL);  // blocking: all of it, or an error
  return sent == size ? Passed::bytes : Passed::error;
}

/// Closing then sends a reset, as the other side did.
void reset_on_close(tcp::socket& socket) {
  boost::system::error_code ignored;
  socket.set_option(asio::socket_base::linger(true, 0), ignored);
}

}  // namespace

Relay::Relay(Opening opening, const std::string& address)
    : m_acceptor(m_context, tcp::endpoint(asio::ip::make_address(address), 0)),
      m_port(m_acceptor.local_endpoint().port()),
      m_opening(std::move(opening)),
      m_accepting([this] { accept(); }) {}

Relay::~Relay() {
  ::shutdown(m_acceptor.native_handle(), SHUT_RDWR);  // wakes accept()
  m_accepting.join();
  {
    const std::scoped_lock lock(m_mutex);
    m_is_ending = true;
    for (const int descriptor : m_open) {
      ::shutdown(descriptor, SHUT_RDWR);
    }
  }
  for (std::thread& thread : m_threads) {
    thread.join();
  }
}

std::string Relay::said() const {
  const std::scoped_lock lock(m_mutex);
  return m_said;
}

int Relay::connections() const {
  const std::scoped_lock lock(m_mutex);
  return m_connections;
}

void Relay::accept() {
  while (true) {
    boost::system::error_code error;
    tcp::socket client = m_acceptor.accept(error);
    if (error) {
      return;
    }
    m_threads.emplace_back([this, socket = std::move(client)]() mutable { serve(std::move(socket)); });
  }
}

bool Relay::remember(int descriptor) {
  const std::scoped_lock lock(m_mutex);
  if (!m_is_ending) {
    m_open.push_back(descriptor);
  }
  return !m_is_ending;
}

void Relay::forget(int descriptor) {
  const std::scoped_lock lock(m_mutex);
  m_open.remove(descriptor);
}

void Relay::serve(Socket client) {
  const int near = client.native_handle();
  if (!remember(near)) {
    return;
  }
  try {
    if (std::optional<Socket> server = m_opening(client)) {
      const int far = server->native_handle();
      if (remember(far)) {
        {
          const std::scoped_lock lock(m_mutex);
          ++m_connections;
        }
        pass_on(client, *server);
        forget(far);
      }
    }
  } catch (const boost::system::system_error&) {
    // The client broke off, or there is nobody on the other side: it is let go.
  }
  forget(near);
}

void Relay::pass_on(Socket& client, Socket& server) {
  std::array<pollfd, 2> ends = {{{client.native_handle(), POLLIN, 0}, {server.native_handle(), POLLIN, 0}}};
  int open_directions = 2;
  std::string piece;
  while (open_directions > 0 && ::poll(ends.data(), ends.size(), -1) > 0) {
    for (std::size_t i = 0; i < ends.size(); ++i) {
      pollfd& from = ends.at(i);
      if (from.revents == 0) {
        continue;
      }
      const int to = ends.at(1 - i).fd < 0 ? (i == 0 ? server : client).native_handle() : ends.at(1 - i).fd;
      switch (pass(from.fd, to, piece)) {
        case Passed::bytes:
          if (i == 0) {
            const std::scoped_lock lock(m_mutex);
            m_said += piece;
          }
          break;
        case Passed::end:
          ::shutdown(to, SHUT_WR);
          from.fd = -1;  // poll() looks no more at it
          --open_directions;
          break;
        case Passed::error:
          reset_on_close(client);
          reset_on_close(server);
          return;
      }
    }
  }
}

Relay::Socket connection_to(Relay::Socket& client, std::uint16_t port) {
  Relay::Socket server(client.get_executor());
  server.connect({asio::ip::address_v4::loopback(), port});
  server.set_option(tcp::no_delay(true));
  client.set_option(tcp::no_delay(true));
  return server;
}

Relay::Opening connected_to(std::uint16_t port) {
  return [port](Relay::Socket& client) { return std::optional(connection_to(client, port)); };
}

}  // namespace pecprobe::test
