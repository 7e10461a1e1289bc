#include "probe/serve/http/http_connection.hpp"

#include <boost/asio/ssl/stream_base.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>

namespace pecprobe {

namespace {

class TlsConnection final : public HttpConnection<TlsConnection> {
 public:
  TlsConnection(boost::asio::ip::tcp::socket socket, boost::asio::ssl::context& tls, ConnectionContext& context)
      : HttpConnection(context), m_stream(boost::beast::tcp_stream(std::move(socket)), tls) {}

  boost::beast::ssl_stream<boost::beast::tcp_stream>& stream() noexcept { return m_stream; }
  static Scheme scheme() noexcept { return Scheme::https; }

  template <typename Done>
  void open(Done done) {
    m_stream.async_handshake(boost::asio::ssl::stream_base::server, std::move(done));
  }

 private:
  boost::beast::ssl_stream<boost::beast::tcp_stream> m_stream;
};

}  // namespace

std::shared_ptr<Connection> make_tls_connection(boost::asio::ip::tcp::socket socket, boost::asio::ssl::context& tls,
                                                ConnectionContext& context) {
  return std::make_shared<TlsConnection>(std::move(socket), tls, context);
}

}  // namespace pecprobe
