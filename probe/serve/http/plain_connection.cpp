#include "probe/serve/http/http_connection.hpp"

namespace pecprobe {

namespace {

class PlainConnection final : public HttpConnection<PlainConnection> {
 public:
  PlainConnection(boost::asio::ip::tcp::socket socket, ConnectionContext& context)
      : HttpConnection(context), m_stream(std::move(socket)) {}

  boost::beast::tcp_stream& stream() noexcept { return m_stream; }
  static Scheme scheme() noexcept { return Scheme::http; }

  template <typename Done>
  void open(Done done) {
    done(boost::beast::error_code{});
  }

 private:
  boost::beast::tcp_stream m_stream;
};

}  // namespace

std::shared_ptr<Connection> make_plain_connection(boost::asio::ip::tcp::socket socket, ConnectionContext& context) {
  return std::make_shared<PlainConnection>(std::move(socket), context);
}

}  // namespace pecprobe
