#include "probe/serve/http/server.hpp"

#include "probe/serve/http/connection.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <fmt/format.h>

#include <csignal>
#include <deque>
#include <list>
#include <utility>

namespace pecprobe {

namespace {

using boost::asio::ip::tcp;
using boost::system::error_code;

/// What the system says when it has no descriptor for one more connection: the next try is worth a pause.
constexpr std::chrono::milliseconds k_pause_without_descriptors{200};

class BeastServer final : public HttpServer {
 public:
  explicit BeastServer(const HttpOptions& options)
      : m_signals(m_loop, SIGINT, SIGTERM), m_hangups(m_loop), m_grace(m_loop) {
    m_context.limits = options.limits;
    m_context.fields = options.fields;
    if (options.tls) {
      open_tls(*options.tls);
    }
    for (const ListenPlace& place : options.places) {
      listen(place);
    }
  }

  [[nodiscard]] std::uint16_t port() const noexcept override { return m_port; }

  void run(HttpHandler handler, std::function<void(int)> on_signal) override {
    m_context.handler = std::move(handler);
    m_signals.async_wait([this, on_signal = std::move(on_signal)](const error_code& error, int signal) {
      if (!error) {
        m_signals.clear();  // a second one ends the program at once
        on_signal(signal);
      }
    });
    for (Listener& listener : m_listeners) {
      accept(listener);
    }
    m_loop.run();
  }

  void on_hangup(std::function<void()> act) override {
    m_hangups.add(SIGHUP);
    await_hangup(std::move(act));
  }

  void post(std::function<void()> act) override { boost::asio::post(m_loop, std::move(act)); }

  void after(std::chrono::milliseconds delay, std::function<void()> act) override {
    const auto timer = std::make_shared<boost::asio::steady_timer>(m_loop, delay);
    timer->async_wait([timer, act = std::move(act)](const error_code& error) {
      if (!error) {
        act();
      }
    });
  }

  void stop(std::chrono::milliseconds grace) override {
    post([this, grace] {
      error_code ignored;
      for (Listener& listener : m_listeners) {
        listener.acceptor.close(ignored);
        listener.pause.cancel();
      }
      m_is_stopping = true;
      for (const auto& connection : open_connections()) {
        connection->finish();
      }
      m_grace.expires_after(grace);
      m_grace.async_wait([this](const error_code&) { m_loop.stop(); });
      end_when_all_have_gone();
    });
  }

 private:
  struct Listener {
    tcp::acceptor acceptor;
    boost::asio::steady_timer pause;
  };

  void await_hangup(std::function<void()> act) {
    m_hangups.async_wait([this, act = std::move(act)](const error_code& error, int /*signal*/) {
      if (!error) {
        act();
        await_hangup(act);
      }
    });
  }

  void open_tls(const TlsFiles& files) {
    m_tls.emplace(boost::asio::ssl::context::tls_server);
    m_tls->set_options(boost::asio::ssl::context::default_workarounds | boost::asio::ssl::context::no_sslv2 |
                       boost::asio::ssl::context::no_sslv3 | boost::asio::ssl::context::no_tlsv1 |
                       boost::asio::ssl::context::no_tlsv1_1);
    m_tls->use_certificate_chain_file(files.certificate);
    m_tls->use_private_key_file(files.key, boost::asio::ssl::context::pem);
  }

  /// Every address of a name: `localhost` is 127.0.0.1 and ::1, wherever the system has both.
  void listen(const ListenPlace& place) {
    std::vector<std::string> addresses = {place.host};
    const bool is_localhost = place.host == "localhost";
    if (is_localhost) {
      addresses = {"127.0.0.1", "::1"};
    }
    for (const std::string& address : addresses) {
      try {
        listen_at(boost::asio::ip::make_address(address), m_port != 0 && place.port == 0 ? m_port : place.port);
      } catch (const boost::system::system_error&) {
        if (!is_localhost || address != "::1") {  // a computer without IPv6 is fine
          throw;
        }
      }
    }
  }

  void listen_at(const boost::asio::ip::address& address, std::uint16_t port) {
    tcp::acceptor acceptor(m_loop);
    const tcp::endpoint endpoint(address, port);
    acceptor.open(endpoint.protocol());
    acceptor.set_option(tcp::acceptor::reuse_address(true));
    if (address.is_v6()) {
      acceptor.set_option(boost::asio::ip::v6_only(true));
    }
    acceptor.bind(endpoint);
    acceptor.listen();
    m_port = acceptor.local_endpoint().port();
    m_listeners.push_back({std::move(acceptor), boost::asio::steady_timer(m_loop)});
  }

  void accept(Listener& listener) {
    listener.acceptor.async_accept([this, &listener](const error_code& error, tcp::socket socket) {
      if (m_is_stopping) {
        return;
      }
      if (error) {
        listener.pause.expires_after(k_pause_without_descriptors);
        listener.pause.async_wait([this, &listener](const error_code& ended) {
          if (!ended) {
            accept(listener);
          }
        });
        return;
      }
      welcome(std::move(socket));
      accept(listener);
    });
  }

  void welcome(tcp::socket socket) {
    auto connections = open_connections();
    if (connections.size() >= m_context.limits.connections && !make_room(connections)) {
      return;  // every one of them is being answered: this one is closed
    }
    const auto connection = m_tls ? make_tls_connection(std::move(socket), *m_tls, m_context)
                                  : make_plain_connection(std::move(socket), m_context);
    m_connections.push_back(connection);
    connection->start();
  }

  /// Those that are slow with their request hold nobody up: the slowest goes.
  static bool make_room(const std::vector<std::shared_ptr<Connection>>& connections) {
    Connection* oldest = nullptr;
    for (const auto& connection : connections) {
      const auto since = connection->waits_since();
      if (since && (oldest == nullptr || *since < *oldest->waits_since())) {
        oldest = connection.get();
      }
    }
    if (oldest != nullptr) {
      oldest->drop();
    }
    return oldest != nullptr;
  }

  std::vector<std::shared_ptr<Connection>> open_connections() {
    std::vector<std::shared_ptr<Connection>> open;
    m_connections.remove_if([&](const std::weak_ptr<Connection>& weak) {
      if (auto connection = weak.lock()) {
        open.push_back(std::move(connection));
        return false;
      }
      return true;
    });
    return open;
  }

  void end_when_all_have_gone() {
    if (open_connections().empty()) {
      m_signals.cancel();
      m_hangups.cancel();
      m_grace.cancel();
      return;
    }
    after(std::chrono::milliseconds{20}, [this] { end_when_all_have_gone(); });
  }

  ConnectionContext m_context;
  boost::asio::io_context m_loop{1};
  std::optional<boost::asio::ssl::context> m_tls;
  std::list<Listener> m_listeners;
  std::list<std::weak_ptr<Connection>> m_connections;
  boost::asio::signal_set m_signals;
  boost::asio::signal_set m_hangups;
  boost::asio::steady_timer m_grace;
  std::uint16_t m_port = 0;
  bool m_is_stopping = false;
};

}  // namespace

tl::expected<std::unique_ptr<HttpServer>, std::string> HttpServer::open(const HttpOptions& options) {
  try {
    return std::make_unique<BeastServer>(options);
  } catch (const boost::system::system_error& error) {
    return tl::unexpected(error.code().message());
  }
}

}  // namespace pecprobe
