#include "tests/serve/raw_http.hpp"

#include "protocols/base/text.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <charconv>

namespace pecprobe::test {

namespace asio = boost::asio;

namespace {

std::string without_chunks(std::string_view body) {
  std::string whole;
  while (true) {
    const auto line = body.find("\r\n");
    std::size_t size = 0;
    const auto read = std::from_chars(body.data(), body.data() + std::min(line, body.size()), size, 16);
    if (line == std::string_view::npos || read.ec != std::errc{} || size == 0 || body.size() < line + 2 + size) {
      return whole;
    }
    whole += body.substr(line + 2, size);
    body.remove_prefix(std::min(body.size(), line + 2 + size + 2));
  }
}

}  // namespace

std::string HttpAnswer::field(const std::string& name) const {
  const auto found = fields.find(name);
  return found == fields.end() ? "" : found->second;
}

RawHttp::RawHttp(std::uint16_t port, const std::string& address, const std::string& client) : m_socket(m_loop) {
  const asio::ip::tcp::endpoint server(asio::ip::make_address(address), port);
  m_socket.open(server.protocol());
  if (!client.empty()) {
    m_socket.bind({asio::ip::make_address(client), 0});
  }
  m_socket.connect(server);
}

void RawHttp::send(std::string_view bytes) {
  boost::system::error_code ignored;
  asio::write(m_socket, asio::buffer(bytes.data(), bytes.size()), ignored);
}

void RawHttp::close() {
  boost::system::error_code ignored;
  m_socket.close(ignored);
}

bool RawHttp::read_some(std::chrono::steady_clock::time_point deadline) {
  std::array<char, 8192> buffer{};
  bool is_read = false;
  m_socket.async_read_some(asio::buffer(buffer), [&](const boost::system::error_code& error, std::size_t size) {
    is_read = !error;
    m_is_closed = m_is_closed || (error && error != asio::error::operation_aborted);
    m_read.append(buffer.data(), size);
  });
  m_loop.restart();
  m_loop.run_until(deadline);
  if (!m_loop.stopped()) {  // the time is over
    m_socket.cancel();
    m_loop.run();
  }
  return is_read;
}

std::string RawHttp::read_to_end(std::chrono::seconds limit) {
  const auto deadline = std::chrono::steady_clock::now() + limit;
  while (read_some(deadline)) {
  }
  return m_read;
}

std::string RawHttp::read_until(std::string_view text, std::chrono::seconds limit) {
  const auto deadline = std::chrono::steady_clock::now() + limit;
  while (m_read.find(text) == std::string::npos && read_some(deadline)) {
  }
  return m_read;
}

HttpAnswer parse_answer(std::string raw) {
  HttpAnswer answer;
  answer.raw = std::move(raw);
  const std::string_view text = answer.raw;
  const auto head_end = text.find("\r\n\r\n");
  if (!text.starts_with("HTTP/1.1 ") || head_end == std::string_view::npos) {
    return answer;
  }
  answer.status = static_cast<int>(parse_number(text.substr(9, 3)).value_or(0));
  std::string_view head = text.substr(0, head_end);
  head.remove_prefix(std::min(head.size(), head.find("\r\n") + 2));
  while (!head.empty()) {
    const auto end = head.find("\r\n");
    const std::string_view line = head.substr(0, end);
    const auto colon = line.find(':');
    answer.fields[ascii_lower(line.substr(0, colon))] = trimmed(line.substr(colon + 1));
    head = end == std::string_view::npos ? "" : head.substr(end + 2);
  }
  const std::string_view body = text.substr(head_end + 4);
  answer.body = answer.field("transfer-encoding") == "chunked" ? without_chunks(body) : std::string(body);
  return answer;
}

}  // namespace pecprobe::test
