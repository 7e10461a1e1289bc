#include "protocols/net/connector.hpp"

#include "protocols/net/connect_attempt.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include <algorithm>
#include <chrono>
#include <deque>
#include <optional>

namespace pecprobe {

namespace {

using namespace std::chrono_literals;
using boost::system::error_code;

constexpr auto k_stagger = 250ms;  // RFC 8305 §8: Connection Attempt Delay

/// All addresses of one host against each other.
class Race final : public PendingConnect {
 public:
  Race(boost::asio::io_context& loop, CurlMulti& multi, EasyHandles& handles, ConnectRequest request,
       Connector::Done done)
      : m_multi(multi), m_handles(handles), m_request(std::move(request)), m_done(std::move(done)), m_next(loop) {
    m_waiting.assign(m_request.addresses.begin(), m_request.addresses.end());
    if (!m_handles.proxy().empty()) {
      m_waiting = {""};  // the proxy looks the name up
    }
    start_next();
  }

  [[nodiscard]] ConnectFacts facts() const override {
    ConnectFacts facts;
    for (const auto& attempt : m_attempts) {
      facts.attempts.push_back(attempt->facts());
      if (!attempt->ended()) {
        facts.attempts.back().outcome = ConnectOutcome::timed_out;
      }
    }
    return facts;
  }

 private:
  void start_next() {
    m_next.cancel();
    if (m_waiting.empty()) {
      return;
    }
    const std::size_t index = m_attempts.size();
    m_attempts.push_back(std::make_unique<ConnectAttempt>(m_multi, m_handles, m_request, m_waiting.front(),
                                                          [this, index] { on_end(index); }));
    m_waiting.pop_front();
    m_attempts.back()->start();
    if (!m_waiting.empty()) {
      m_next.expires_after(k_stagger);
      m_next.async_wait([this](const error_code& error) {
        if (!error) {
          start_next();
        }
      });
    }
  }

  void on_end(std::size_t index) {
    if (m_over) {
      return;
    }
    if (m_attempts[index]->facts().outcome == ConnectOutcome::connected) {
      finish(index);
      return;
    }
    if (!m_waiting.empty()) {
      start_next();
      return;
    }
    const bool all_ended = std::all_of(m_attempts.begin(), m_attempts.end(), [](const auto& a) { return a->ended(); });
    if (all_ended) {
      finish(std::nullopt);
    }
  }

  void finish(std::optional<std::size_t> winner) {
    m_over = true;
    m_next.cancel();
    ConnectResult result;
    for (std::size_t i = 0; i < m_attempts.size(); ++i) {
      result.facts.attempts.push_back(m_attempts[i]->facts());
      if (i == winner) {
        result.facts.address = m_attempts[i]->facts().address;
        result.socket = m_attempts[i]->take_socket();
      }
    }
    // The callback may destroy this race, so it is moved out before it runs.
    const Connector::Done done = std::move(m_done);
    done(std::move(result));
  }

  CurlMulti& m_multi;
  EasyHandles& m_handles;
  ConnectRequest m_request;
  Connector::Done m_done;
  boost::asio::steady_timer m_next;
  std::deque<std::string> m_waiting;
  std::vector<std::unique_ptr<ConnectAttempt>> m_attempts;
  bool m_over = false;
};

class CurlConnector final : public Connector {
 public:
  CurlConnector(boost::asio::io_context& loop, std::string proxy)
      : m_loop(loop), m_handles(std::move(proxy)), m_multi(loop) {}

  [[nodiscard]] bool resolves_names() const noexcept override { return !m_handles.proxy().empty(); }

  std::unique_ptr<PendingConnect> connect(ConnectRequest request, Done done) override {
    return std::make_unique<Race>(m_loop, m_multi, m_handles, std::move(request), std::move(done));
  }

 private:
  boost::asio::io_context& m_loop;
  EasyHandles m_handles;
  CurlMulti m_multi;
};

}  // namespace

std::unique_ptr<Connector> make_curl_connector(boost::asio::io_context& loop, std::string proxy) {
  return std::make_unique<CurlConnector>(loop, std::move(proxy));
}

}  // namespace pecprobe
