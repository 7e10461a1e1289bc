#include "protocols/net/net_session.hpp"

namespace pecprobe {

NetSession::NetSession(const SessionServices& services, const SessionLimits& limits, const ServiceCheck& check,
                       Done done)
    : m_services(services),
      m_limits(limits),
      m_check(check),
      m_done(std::move(done)),
      m_began(services.clock.now()),
      m_secrets(check.redactor),
      m_recorder(check.redactor, check.recording),
      m_step_limit(services.loop, [this] { time_out(); }),
      m_service_limit(services.loop, [this] { time_out(); }) {
  m_facts.endpoint = check.endpoint;
  m_service_limit.set(limits.service);
  resolve();
}

void NetSession::cancel() {
  if (m_phase == Phase::leaving) {
    later([this] { finish(); });  // the verdict stands
  } else if (m_phase == Phase::lent) {
    end_sequel(ConnectionEnd::cancelled);
  } else if (m_phase != Phase::over) {
    m_facts.local = LocalStop::cancelled;
    fail(ConnectionEnd::cancelled);
  }
}

void NetSession::end_step(Step step, StepStatus status) { tell(m_steps.ended(step, status, at())); }

void NetSession::tell(const StepRecord& ended) {
  if (m_check.on_step) {
    ServiceFacts so_far = m_facts;
    if (m_dialogue) {
      so_far.dialogue = m_secrets.masked(m_dialogue->facts());
    }
    m_check.on_step(ended, so_far);
  }
}

void NetSession::time_out() {
  switch (m_phase) {
    case Phase::resolving:
      m_facts.resolve = {ResolveOutcome::failed, {}, "no answer within the limit"};
      fail(ConnectionEnd::timed_out);
      return;
    case Phase::connecting:
      m_facts.connect = m_connect->facts();
      fail(ConnectionEnd::timed_out);
      return;
    case Phase::handshake:
      m_channel->handshake_timed_out();
      m_facts.tls = *m_channel->tls_facts();
      fail(ConnectionEnd::timed_out);
      return;
    case Phase::talking: fail(ConnectionEnd::timed_out); return;
    case Phase::lent: return;  // the sequel has no limits of ours
    case Phase::leaving: finish(); return;
    case Phase::over: return;
  }
}

void NetSession::leave() {
  m_facts.elapsed = at();
  m_phase = Phase::leaving;
  m_service_limit.clear();
  if (!m_steps.has_begun(Step::logout) || m_dialogue->facts().farewell_answered) {
    later([this] { finish(); });
    return;
  }
  m_step_limit.set(m_limits.leaving);
}

void NetSession::fail(ConnectionEnd end) {
  m_facts.elapsed = at();
  if (m_facts.local == LocalStop::none && library_memory_failures() != m_memory_failures) {
    m_facts.local = LocalStop::resources;  // else the server were to blame for our own broken handshake
  }
  if (!m_dialogue) {
    m_dialogue = make_dialogue(m_check.endpoint.protocol, dialogue_input());
  }
  note_marks(m_dialogue->on_end(end).marks);
  m_phase = Phase::leaving;
  m_step_limit.clear();
  m_service_limit.clear();
  later([this] { finish(); });
}

void NetSession::finish() {
  m_phase = Phase::over;
  m_step_limit.clear();
  m_service_limit.clear();
  if (m_channel) {
    m_channel->shut_down();
    m_channel.reset();  // many sessions can end in one turn of the loop: none keeps its buffers until the next
  }
  m_facts.dialogue = m_secrets.masked(m_dialogue->facts());
  for (const StepRecord& ended :
       m_steps.end_open(m_facts.dialogue.stop == Stop::none ? StepStatus::skip : StepStatus::fail, at())) {
    tell(ended);
  }
  m_facts.steps = m_steps.records();
  m_facts.transcript = m_secrets.masked(m_recorder.take());
  m_connect.reset();
  const Done done = std::move(m_done);
  done(std::move(m_facts));
}

std::unique_ptr<Session> start_session(const SessionServices& services, const SessionLimits& limits,
                                       const ServiceCheck& check, Session::Done done) {
  return std::make_unique<NetSession>(services, limits, check, std::move(done));
}

}  // namespace pecprobe
