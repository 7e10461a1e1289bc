// A network that exists in a test only: names, connections and a far end that does what it is told.
#pragma once

#include "protocols/net/session.hpp"

#include <boost/asio/post.hpp>

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace pecprobe::test {

/// Answers with fixed facts, or never.
class FakeResolver final : public Resolver {
 public:
  FakeResolver(boost::asio::io_context& loop, std::optional<ResolveFacts> answer)
      : m_loop(loop), m_answer(std::move(answer)) {}
  void resolve(const std::string& /*host*/, std::uint16_t /*port*/, Done done) override {
    if (m_answer) {
      boost::asio::post(m_loop, [done = std::move(done), facts = *m_answer] { done(facts); });
    }
  }

 private:
  boost::asio::io_context& m_loop;
  std::optional<ResolveFacts> m_answer;
};

class FakePendingConnect final : public PendingConnect {
 public:
  [[nodiscard]] ConnectFacts facts() const override {
    return {{{"192.0.2.1", ConnectOutcome::timed_out, 0, {}, {}}}, {}};
  }
};

/// Connects at once to 192.0.2.1, or ends as told, or never.
class FakeConnector final : public Connector {
 public:
  FakeConnector(boost::asio::io_context& loop, std::optional<ConnectOutcome> outcome)
      : m_loop(loop), m_outcome(outcome) {}
  std::unique_ptr<PendingConnect> connect(ConnectRequest /*request*/, Done done) override {
    if (m_outcome) {
      boost::asio::post(m_loop, [done = std::move(done), outcome = *m_outcome] {
        ConnectResult result;
        result.facts.attempts = {{"192.0.2.1", outcome, 0, {}, {}}};
        if (outcome == ConnectOutcome::connected) {
          result.facts.address = "192.0.2.1";
        }
        done(std::move(result));
      });
    }
    return std::make_unique<FakePendingConnect>();
  }

 private:
  boost::asio::io_context& m_loop;
  std::optional<ConnectOutcome> m_outcome;
};

/// What the far end does: its greeting, then one answer per flight. When the answers run out it falls silent.
struct Peer {
  std::optional<TlsFacts> handshake;            // nothing: it never ends
  std::optional<TlsFacts> resumed_handshake{};  // how one ends that offers an earlier session; nothing: none does
  std::deque<std::string> answers;
  std::vector<std::string> received;
};

inline TlsFacts good_handshake() {
  TlsFacts tls;
  tls.version = "TLSv1.3";
  tls.cipher = "TLS_AES_256_GCM_SHA384";
  tls.handshake_round_trips = 1;
  tls.host_match = HostMatch::matched;
  return tls;
}

class FakeChannel final : public Channel {
 public:
  FakeChannel(boost::asio::io_context& loop, Peer& peer, ChannelEvents events, Handshake handshake)
      : m_loop(loop), m_peer(peer), m_events(std::move(events)), m_handshake(handshake) {}

  void start_reading() override { answer(); }
  void start_tls(const std::string& /*host*/) override {
    m_tls.emplace();
    if (m_peer.handshake) {
      m_tls = has_offered_session() ? m_peer.resumed_handshake : m_peer.handshake;
      boost::asio::post(m_loop, [this] {
        m_encrypted = m_tls->verified();
        m_events.on_handshake();
      });
      if (m_tls->verified()) {
        answer();
      }
    }
  }
  void write(const Secret& bytes) override {
    m_peer.received.emplace_back(bytes.reveal());
    answer();
  }
  void shut_down() override {}
  [[nodiscard]] bool is_encrypted() const noexcept override { return m_encrypted; }
  [[nodiscard]] const TlsFacts* tls_facts() const noexcept override { return m_tls ? &*m_tls : nullptr; }
  [[nodiscard]] bool has_offered_session() const noexcept override {
    return m_handshake == Handshake::may_resume && m_peer.resumed_handshake;
  }
  void handshake_timed_out() override { m_tls->failure = TlsFailure::timed_out; }

 private:
  void answer() {
    if (m_peer.answers.empty()) {
      return;
    }
    boost::asio::post(m_loop, [this, text = m_peer.answers.front()] { m_events.on_bytes(text); });
    m_peer.answers.pop_front();
  }

  boost::asio::io_context& m_loop;
  Peer& m_peer;
  ChannelEvents m_events;
  Handshake m_handshake;
  std::optional<TlsFacts> m_tls;
  bool m_encrypted = false;
};

}  // namespace pecprobe::test
