// A client that says exactly the bytes that a test wants said.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace pecprobe::test {

struct HttpAnswer {
  int status = 0;                             // 0: closed without an answer
  std::map<std::string, std::string> fields;  // names in lower case
  std::string body;                           // chunks put together
  std::string raw;

  [[nodiscard]] std::string field(const std::string& name) const;
};

class RawHttp {
 public:
  /// From a free port of `client`, any address of 127.0.0.0/8 when `address` is one.
  explicit RawHttp(std::uint16_t port, const std::string& address = "127.0.0.1", const std::string& client = "");

  /// What cannot be sent because the server has closed is dropped.
  void send(std::string_view bytes);
  /// Everything until the server closes, or the time is over.
  [[nodiscard]] std::string read_to_end(std::chrono::seconds limit = std::chrono::seconds{70});
  /// At least until `text` was read.
  [[nodiscard]] std::string read_until(std::string_view text, std::chrono::seconds limit = std::chrono::seconds{30});
  /// The server has closed.
  [[nodiscard]] bool is_closed() const noexcept { return m_is_closed; }
  void close();

 private:
  /// False at the end, or when the time is over.
  bool read_some(std::chrono::steady_clock::time_point deadline);

  boost::asio::io_context m_loop;
  boost::asio::ip::tcp::socket m_socket;
  std::string m_read;
  bool m_is_closed = false;
};

[[nodiscard]] HttpAnswer parse_answer(std::string raw);

}  // namespace pecprobe::test
