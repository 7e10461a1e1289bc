#include "protocols/net/network.hpp"

#include "protocols/base/text.hpp"
#include "protocols/net/host_name.hpp"
#include "protocols/net/session.hpp"
#include "protocols/net/trust.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <curl/curl.h>
#include <openssl/crypto.h>

#include <csignal>
#include <map>
#include <stdexcept>
#include <utility>

namespace pecprobe {

namespace {

constexpr std::size_t k_max_override_addresses = 32;

std::string without_brackets(std::string_view address) {
  const bool has_brackets = address.starts_with('[') && address.ends_with(']');
  return std::string(has_brackets ? address.substr(1, address.size() - 2) : address);
}

class LoopNetwork final : public Network {
 public:
  LoopNetwork(NetworkOptions options, SslContext context)
      : m_context(std::move(context)),
        m_resolver(m_loop, options.family, std::move(options.resolve)),
        m_connector(make_curl_connector(m_loop, options.proxy)),
        m_services{m_loop, m_clock, m_resolver, *m_connector,
                   [this](Socket socket, ChannelEvents events) {
                     return make_openssl_channel(m_loop, std::move(socket), m_context.get(), std::move(events));
                   }},
        m_signals(m_loop) {
    m_limits.connect = options.connect_timeout;
    m_limits.service = options.service_timeout;
  }

  void start(ServiceCheck check, Done done) override {
    const int id = m_next_id++;
    ++m_pending;
    auto& session = m_sessions[id];
    session = start_session(m_services, m_limits, check, [this, id, done = std::move(done)](ServiceFacts facts) {
      // The session is running this very function: it is destroyed a turn later.
      boost::asio::post(m_loop, [ended = std::shared_ptr<Session>(std::move(m_sessions.at(id)))] {});
      m_sessions.erase(id);
      done(std::move(facts));
      release();
    });
    if (m_signal) {
      session->cancel();
    }
  }

  void resolve(const std::string& host, std::uint16_t port, std::function<void(ResolveFacts)> done) override {
    ++m_pending;
    const auto limit = std::make_shared<boost::asio::steady_timer>(m_loop, m_limits.connect);
    const auto answered = std::make_shared<bool>(false);
    const auto answer = [this, limit, answered, done = std::move(done)](const ResolveFacts& facts) {
      if (!std::exchange(*answered, true)) {
        limit->cancel();
        done(facts);
        release();
      }
    };
    limit->async_wait([answer](const boost::system::error_code& error) {
      if (!error) {
        answer({ResolveOutcome::failed, {}, "no answer within the limit"});
      }
    });
    m_resolver.resolve(to_a_label(host).value_or(host), port, answer);
  }

  void run() override {
    m_loop.restart();
    m_loop.run();
  }

  void stop_on_signals() override {
    m_signals.add(SIGINT);
    m_signals.add(SIGTERM);
    m_signals.async_wait([this](const boost::system::error_code& error, int signal) {
      if (!error) {
        m_signal = signal;
        m_signals.clear();  // a second one ends the program at once
        for (const auto& [id, session] : m_sessions) {
          session->cancel();
        }
      }
    });
  }

  [[nodiscard]] std::optional<int> signal() const noexcept override { return m_signal; }

 private:
  /// One thing less to wait for. Waiting for a signal must not keep the loop alive by itself.
  void release() {
    if (--m_pending == 0) {
      m_signals.cancel();
      m_signals.clear();  // between runs a signal ends the program as usual
    }
  }

  boost::asio::io_context m_loop{1};
  SystemClock m_clock;
  SslContext m_context;
  SystemResolver m_resolver;
  std::unique_ptr<Connector> m_connector;
  SessionServices m_services;
  SessionLimits m_limits;
  boost::asio::signal_set m_signals;
  std::map<int, std::unique_ptr<Session>> m_sessions;
  int m_pending = 0;  // checks and look-ups that have not ended
  std::optional<int> m_signal;
  int m_next_id = 0;
};

}  // namespace

tl::expected<std::unique_ptr<Network>, std::string> Network::create(NetworkOptions options) {
  auto context = make_ssl_context(options.ca_file, options.crl_file);
  if (!context) {
    return tl::unexpected(context.error());
  }
  try {
    return std::make_unique<LoopNetwork>(std::move(options), std::move(*context));
  } catch (const std::runtime_error& error) {
    return tl::unexpected<std::string>(error.what());
  }
}

tl::expected<ResolveOverride, std::string> parse_resolve_override(std::string_view text) {
  const auto refuse = [] { return tl::unexpected<std::string>("expected HOST:PORT:ADDRESS[,ADDRESS…]"); };
  const auto host_end = text.find(':');
  const auto port_end = host_end == std::string_view::npos ? host_end : text.find(':', host_end + 1);
  if (port_end == std::string_view::npos || host_end == 0) {
    return refuse();
  }
  const auto port = parse_number(text.substr(host_end + 1, port_end - host_end - 1));
  if (!port || *port < 1 || *port > 65535) {
    return refuse();
  }
  ResolveOverride override_of{std::string(text.substr(0, host_end)), static_cast<std::uint16_t>(*port), {}};
  std::string_view rest = text.substr(port_end + 1);
  while (true) {
    const auto comma = rest.find(',');
    const std::string address = without_brackets(rest.substr(0, comma));
    boost::system::error_code error;
    const auto parsed = boost::asio::ip::make_address(address, error);
    if (error || override_of.addresses.size() >= k_max_override_addresses) {
      return refuse();
    }
    override_of.addresses.push_back(parsed.to_string());
    if (comma == std::string_view::npos) {
      return override_of;
    }
    rest.remove_prefix(comma + 1);
  }
}

std::string libcurl_version() { return curl_version_info(CURLVERSION_NOW)->version; }

std::string openssl_version() { return OpenSSL_version(OPENSSL_VERSION_STRING); }

}  // namespace pecprobe
