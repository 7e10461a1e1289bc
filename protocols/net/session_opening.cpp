// A session on its way: name, connection, TLS.
#include "protocols/net/host_name.hpp"
#include "protocols/net/net_session.hpp"

namespace pecprobe {

void NetSession::resolve() {
  m_steps.began(Step::resolve, at());
  m_step_limit.set(m_limits.connect);
  const auto host = to_a_label(m_check.endpoint.host);
  if (!host) {
    later([this, error = host.error()] { on_resolved({ResolveOutcome::not_found, {}, error}); });
    return;
  }
  m_host = *host;
  if (m_services.connector.resolves_names()) {
    later([this] {
      end_step(Step::resolve, StepStatus::skip);
      connect();
    });
    return;
  }
  if (m_check.only_address) {
    later([this] { on_resolved({ResolveOutcome::found, {*m_check.only_address}, {}}); });
    return;
  }
  m_services.resolver.resolve(m_host, m_check.endpoint.port,
                              guarded([this](const ResolveFacts& facts) { on_resolved(facts); }));
}

void NetSession::on_resolved(const ResolveFacts& facts) {
  m_facts.resolve = facts;
  const bool found = facts.outcome == ResolveOutcome::found;
  end_step(Step::resolve, found ? StepStatus::pass : StepStatus::fail);
  if (!found) {
    if (facts.outcome == ResolveOutcome::local_failure) {
      m_facts.local = LocalStop::resources;
    }
    fail(ConnectionEnd::closed);
    return;
  }
  connect();
}

void NetSession::connect() {
  m_phase = Phase::connecting;
  m_steps.began(Step::connect, at());
  m_step_limit.clear();  // each address has its own limit
  m_connect = m_services.connector.connect({m_host, m_check.endpoint.port, m_facts.resolve.addresses, m_limits.connect},
                                           guarded([this](ConnectResult result) { on_connected(std::move(result)); }));
}

void NetSession::on_connected(ConnectResult result) {
  m_facts.connect = std::move(result.facts);
  later([this] { m_connect.reset(); });  // the slower addresses are abandoned
  const ConnectOutcome outcome = m_facts.connect.outcome();
  end_step(Step::connect, outcome == ConnectOutcome::connected ? StepStatus::pass : StepStatus::fail);
  if (outcome != ConnectOutcome::connected) {
    if (outcome == ConnectOutcome::local_failure) {
      m_facts.local = LocalStop::resources;
    }
    fail(ConnectionEnd::closed);
    return;
  }
  m_facts.round_trips = 1;
  m_recorder.note("connected to " + *m_facts.connect.address, Encryption::none, at());
  m_channel = m_services.make_channel(
      std::move(result.socket),
      {guarded([this](std::string_view bytes) { on_bytes(bytes); }), guarded([this] { on_handshake(); }),
       guarded([this](ConnectionEnd end) { on_end(end); })},
      {m_host, m_check.endpoint.port, *m_facts.connect.address, m_check.endpoint.tls}, m_handshake);
  m_dialogue = make_dialogue(m_check.endpoint.protocol, dialogue_input());
  if (m_check.endpoint.tls == TlsMode::implicit) {
    start_tls();
  } else {
    m_channel->start_reading();
    open_dialogue();
  }
}

DialogueInput NetSession::dialogue_input() const {
  return {m_check.credentials,
          m_check.redactor,
          m_check.endpoint.tls,
          std::string(k_client_name),
          m_check.check_sender,
          m_check.check_recipient,
          m_check.sequel == nullptr ? AfterLogin::look_and_leave : AfterLogin::hand_over};
}

void NetSession::start_tls() {
  m_phase = Phase::handshake;
  m_steps.began(Step::tls, at());
  m_step_limit.set(m_limits.handshake);
  m_channel->start_tls(m_host);
}

void NetSession::on_handshake() {
  const TlsFacts& tls = *m_channel->tls_facts();
  if (!tls.verified() && m_channel->has_offered_session()) {
    start_over();
    return;
  }
  m_facts.tls = tls;
  m_facts.tls->not_tls_bytes = m_check.redactor.redact(tls.not_tls_bytes);
  m_facts.round_trips += tls.handshake_round_trips;
  end_step(Step::tls, tls.verified() ? StepStatus::pass : StepStatus::fail);
  if (!tls.verified()) {
    m_recorder.note("TLS failed", Encryption::none, at());
    fail(ConnectionEnd::tls_failed);
    return;
  }
  m_recorder.note(tls.version + " " + tls.cipher, Encryption::tls, at());
  m_phase = Phase::talking;
  if (m_check.endpoint.tls == TlsMode::implicit) {
    open_dialogue();
  } else {
    obey(m_dialogue->on_tls());
  }
}

void NetSession::start_over() {
  m_recorder.note("the earlier TLS session was not taken: once more with a full handshake", Encryption::none, at());
  m_handshake = Handshake::full;
  m_steps.keep_only(Step::resolve);
  m_facts.connect = {};
  m_facts.tls.reset();
  // The channel is calling this very function: it is destroyed a turn later.
  boost::asio::post(m_services.loop, [broken = std::shared_ptr<Channel>(std::move(m_channel))] {});
  m_dialogue.reset();
  connect();
}

}  // namespace pecprobe
