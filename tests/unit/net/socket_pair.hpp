// Two connected sockets of this process: bytes sent on one can be read on the other at once.
#pragma once

#include "protocols/net/connector.hpp"

#include <string>
#include <string_view>

namespace pecprobe::test {

class SocketPair {
 public:
  SocketPair();

  /// The client's end, once.
  [[nodiscard]] Socket take_near() { return std::move(m_near); }

  /// The server's end: everything that came so far, without waiting.
  [[nodiscard]] std::string received();
  void send(std::string_view bytes);
  /// False when not all of them found room.
  [[nodiscard]] bool offer(std::string_view bytes);
  void close_far() { m_far = Socket{}; }
  [[nodiscard]] int far() const noexcept { return m_far.descriptor(); }

 private:
  Socket m_near;
  Socket m_far;
};

}  // namespace pecprobe::test
