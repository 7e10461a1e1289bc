#include "protocols/net/network.hpp"

#include "protocols/net/host_name.hpp"
#include "protocols/net/known_certificates.hpp"
#include "protocols/net/known_chains.hpp"
#include "protocols/net/session.hpp"
#include "protocols/net/trust.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <curl/curl.h>
#include <openssl/crypto.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <map>
#include <stdexcept>
#include <thread>
#include <utility>

namespace pecprobe {

namespace {

bool is_ignored(int signal) {
  struct sigaction action {};
  return ::sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

/// With so many sessions nearly each of their bytes would wake the thread, which costs as much as what it then does for
/// them. They take turns instead, so short beside the way to their servers and back that each loses a few hundredths of
/// its time; a loop that has more to do than fits into a turn does not rest.
constexpr std::size_t k_crowd = 32;
constexpr int k_turns_in_a_round_trip = 12;
constexpr Duration k_longest_turn = std::chrono::milliseconds{4};

ResolveFacts cancelled_look_up() { return {ResolveOutcome::failed, {}, "cancelled"}; }

class LoopNetwork final : public Network {
 public:
  LoopNetwork(NetworkOptions options, SslContext context)
      : m_context(std::move(context)),
        m_resolver(m_loop, options.family, std::move(options.resolve),
                   options.look_ups ? std::move(options.look_ups) : std::make_shared<HostLookUps>()),
        m_connector(make_curl_connector(m_loop, options.proxy)),
        m_services{m_loop, m_clock, m_resolver, *m_connector,
                   [this](Socket socket, ChannelEvents events, const TlsDestination& destination, Handshake handshake) {
                     return make_openssl_channel(m_loop, std::move(socket), m_context.get(), std::move(events),
                                                 tickets_for(destination, handshake));
                   }},
        m_signals(m_loop),
        m_grace(m_loop) {
    m_limits.connect = options.connect_timeout;
    m_limits.service = options.service_timeout;
    m_certificates.serve(m_context.get());
    m_chains.serve(m_context.get());
    if (options.resumption != Resumption::never) {
      m_tickets.emplace(m_clock);
      TicketUse::prepare(m_context.get());
    }
  }

  void start(ServiceCheck check, Done done) override {
    const int id = m_next_id++;
    ++m_pending;
    auto& session = m_sessions[id];
    session = start_session(m_services, m_limits, check, [this, id, done = std::move(done)](ServiceFacts facts) {
      // The session is running this very function: it is destroyed a turn later.
      boost::asio::post(m_loop, [ended = std::shared_ptr<Session>(std::move(m_sessions.at(id)))] {});
      m_sessions.erase(id);
      note_round_trip(facts);
      done(std::move(facts));
      release();
    });
    if (m_is_cancelled) {
      session->cancel();
    }
  }

  void resolve(const std::string& host, std::uint16_t port, std::function<void(ResolveFacts)> done) override {
    ++m_pending;
    const int id = m_next_id++;
    m_look_ups.emplace(id, std::move(done));
    if (m_is_cancelled) {
      boost::asio::post(m_loop, [this, id] { answer(id, cancelled_look_up()); });
      return;
    }
    set_timer(id, m_limits.connect, [this, id] {
      answer(id, {ResolveOutcome::failed, {}, "no answer within the limit"});
    });
    m_resolver.resolve(to_a_label(host).value_or(host), port,
                       [this, id](const ResolveFacts& facts) { answer(id, facts); });
  }

  Hold after(Duration delay, std::function<void()> act) override {
    ++m_pending;
    const int id = m_next_id++;
    set_timer(id, delay, [this, act = std::move(act)] {
      act();
      release();
    });
    return {nullptr, [this, id, alive = std::weak_ptr<int>(m_alive)](void*) {
              if (!alive.expired() && m_timers.erase(id) > 0) {
                release();
              }
            }};
  }

  void post(std::function<void()> act) override {
    ++m_posted;
    boost::asio::post(m_loop, [this, act = std::move(act)] {
      --m_posted;
      ++m_pending;
      act();
      release();
    });
  }

  Hold keep_running() override {
    ++m_pending;
    return {nullptr, [this, work = boost::asio::make_work_guard(m_loop)](void*) {
              boost::asio::post(m_loop, [this] { release(); });
            }};
  }

  void run() override {
    m_loop.restart();
    post([] {});  // where nothing was started, this is what ends
    while (m_loop.run_one() > 0) {
      if (m_sessions.size() >= k_crowd) {
        take_turn();
      }
    }
  }

  void cancel_all(Duration grace) override {
    m_grace.expires_after(grace);
    m_grace.async_wait([this](const boost::system::error_code& error) {
      if (!error) {
        cancel_now();
      }
    });
  }

  void on_signal(std::function<void()> react) override {
    m_signals.add(SIGINT);
    m_signals.add(SIGTERM);
    if (!is_ignored(SIGHUP)) {  // as nohup(1) leaves it: then the run outlives its terminal
      m_signals.add(SIGHUP);
    }
    m_signals.async_wait([this, react = std::move(react)](const boost::system::error_code& error, int signal) {
      if (!error) {
        m_signal = signal;
        m_signals.clear();  // a second one ends the program at once
        react();
      }
    });
  }

  [[nodiscard]] std::optional<int> signal() const noexcept override { return m_signal; }

 private:
  /// Whatever is ready now, and then a rest: what comes meanwhile is done together.
  void take_turn() {
    const auto next = std::chrono::steady_clock::now() + m_turn;
    m_loop.poll();
    std::this_thread::sleep_until(next);
  }

  /// To connect takes one round trip. The mean of the last sessions counts; one that took long is no reason to rest
  /// long.
  void note_round_trip(const ServiceFacts& facts) {
    const auto connected = std::find_if(facts.steps.begin(), facts.steps.end(), [](const StepRecord& record) {
      return record.step == Step::connect && record.status == StepStatus::pass;
    });
    if (connected != facts.steps.end()) {
      m_turn = (7 * m_turn + std::min(connected->took / k_turns_in_a_round_trip, k_longest_turn)) / 8;
    }
  }

  [[nodiscard]] TicketUse tickets_for(const TlsDestination& destination, Handshake handshake) {
    return m_tickets ? TicketUse(*m_tickets, destination, handshake) : TicketUse();
  }

  void set_timer(int id, Duration delay, std::function<void()> act) {
    auto& timer = m_timers.try_emplace(id, m_loop).first->second;
    timer.expires_after(delay);
    timer.async_wait([this, id, act = std::move(act)](const boost::system::error_code& error) {
      if (!error && m_timers.erase(id) > 0) {
        act();
      }
    });
  }

  void answer(int id, const ResolveFacts& facts) {
    const auto asked = m_look_ups.find(id);
    if (asked == m_look_ups.end()) {
      return;
    }
    const auto done = std::move(asked->second);
    m_look_ups.erase(asked);
    m_timers.erase(id);
    done(facts);
    release();
  }

  void cancel_now() {
    m_is_cancelled = true;
    for (const auto& [id, session] : m_sessions) {
      session->cancel();
    }
    for (const auto& [id, done] : std::exchange(m_look_ups, {})) {
      m_timers.erase(id);
      done(cancelled_look_up());
      release();
    }
  }

  /// One thing less to wait for. Waiting for a signal or for the end of a grace must not keep the loop alive.
  void release() {
    if (--m_pending == 0) {
      m_is_cancelled = m_grace.cancel() > 0 || m_is_cancelled;  // nor will anything begin that comes later
      m_signals.cancel();
      m_signals.clear();  // between runs a signal ends the program as usual
      end_run();
    }
  }

  /// Deadlines that nobody needs any more would keep the loop for their while. What was posted before is still done,
  /// since sessions that have ended are destroyed in it.
  void end_run() {
    if (!std::exchange(m_is_ending, true)) {
      boost::asio::post(m_loop, [this] {
        m_is_ending = false;
        if (m_pending == 0 && m_posted == 0) {
          m_loop.stop();
        }
      });
    }
  }

  boost::asio::io_context m_loop{1};
  SystemClock m_clock;
  std::optional<TicketPool> m_tickets;
  KnownCertificates m_certificates;
  KnownChains m_chains{m_clock};
  SslContext m_context;
  SystemResolver m_resolver;
  std::unique_ptr<Connector> m_connector;
  SessionServices m_services;
  SessionLimits m_limits;
  boost::asio::signal_set m_signals;
  boost::asio::steady_timer m_grace;
  std::map<int, std::unique_ptr<Session>> m_sessions;
  std::map<int, std::function<void(ResolveFacts)>> m_look_ups;  // asked for, not answered
  std::map<int, boost::asio::steady_timer> m_timers;
  Duration m_turn{};  // of a crowd
  int m_pending = 0;  // what run() waits for
  bool m_is_ending = false;
  std::atomic<int> m_posted = 0;  // acts that have not begun
  std::optional<int> m_signal;
  bool m_is_cancelled = false;
  int m_next_id = 0;
  std::shared_ptr<int> m_alive = std::make_shared<int>();
};

}  // namespace

tl::expected<std::unique_ptr<Network>, NetworkError> Network::create(NetworkOptions options) {
  auto context = make_ssl_context(options.ca_file, options.crl_file);
  if (!context) {
    return tl::unexpected(context.error());
  }
  try {
    return std::make_unique<LoopNetwork>(std::move(options), std::move(*context));
  } catch (const std::runtime_error& error) {
    return tl::unexpected(NetworkError{NetworkProblem::library_failed, {}, error.what()});
  }
}

std::string libcurl_version() { return curl_version_info(CURLVERSION_NOW)->version; }

std::string openssl_version() { return OpenSSL_version(OPENSSL_VERSION_STRING); }

}  // namespace pecprobe
