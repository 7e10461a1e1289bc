// A service that is not mail: says the same bytes to everybody who connects, and listens to
// nothing.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <cstdint>
#include <string>
#include <thread>

namespace pecprobe::test {

class BannerServer {
 public:
  explicit BannerServer(std::string banner);
  ~BannerServer();
  BannerServer(const BannerServer&) = delete;
  BannerServer& operator=(const BannerServer&) = delete;

  /// On 127.0.0.1.
  [[nodiscard]] std::uint16_t port() const { return m_acceptor.local_endpoint().port(); }

 private:
  void accept();

  std::string m_banner;
  boost::asio::io_context m_loop;
  boost::asio::ip::tcp::acceptor m_acceptor;
  std::thread m_thread;
};

/// A port of 127.0.0.1 that is closed as long as this lives: bound, and nobody listens.
class ClosedPort {
 public:
  ClosedPort();
  [[nodiscard]] std::uint16_t port() const { return m_acceptor.local_endpoint().port(); }

 private:
  boost::asio::io_context m_loop;
  boost::asio::ip::tcp::acceptor m_acceptor;
};

}  // namespace pecprobe::test
