#include "tests/support/banner_server.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <memory>
#include <utility>

namespace pecprobe::test {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

tcp::endpoint any_port() { return {asio::ip::address_v4::loopback(), 0}; }

/// Takes what the client sends until it leaves, so that the banner is not lost by a reset.
void listen_on(const std::shared_ptr<tcp::socket>& client, const std::shared_ptr<std::array<char, 4096>>& ignored) {
  client->async_read_some(asio::buffer(*ignored), [client, ignored](const auto& error, std::size_t /*count*/) {
    if (!error) {
      listen_on(client, ignored);
    }
  });
}

}  // namespace

BannerServer::BannerServer(std::string banner)
    : m_banner(std::move(banner)), m_acceptor(m_loop, any_port()), m_thread([this] {
        accept();
        m_loop.run();
      }) {}

BannerServer::~BannerServer() {
  m_loop.stop();
  m_thread.join();
}

void BannerServer::accept() {
  m_acceptor.async_accept([this](const auto& error, tcp::socket socket) {
    if (error) {
      return;
    }
    const auto client = std::make_shared<tcp::socket>(std::move(socket));
    asio::async_write(*client, asio::buffer(m_banner), [client](const auto& failure, std::size_t /*count*/) {
      if (!failure) {
        listen_on(client, std::make_shared<std::array<char, 4096>>());
      }
    });
    accept();
  });
}

ClosedPort::ClosedPort() : m_acceptor(m_loop) {
  m_acceptor.open(tcp::v4());
  m_acceptor.bind(any_port());
}

}  // namespace pecprobe::test
