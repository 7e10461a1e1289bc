// A session that talks: the dialogue up to the login, and what goes on after it.
#include "protocols/net/net_session.hpp"

namespace pecprobe {

void NetSession::open_dialogue() {
  m_phase = Phase::talking;
  ++m_facts.round_trips;  // the greeting
  obey(m_dialogue->on_open());
  if (m_phase == Phase::talking) {
    m_step_limit.set(m_limits.greeting);
  }
}

void NetSession::on_bytes(std::string_view bytes) {
  m_recorder.received(bytes, encryption(), at());
  if (m_phase == Phase::lent) {
    m_check.sequel->on_bytes(bytes);
    return;
  }
  if (m_phase == Phase::leaving && m_was_lent) {
    return;
  }
  if (m_phase == Phase::leaving) {
    note_marks(m_dialogue->on_bytes(bytes).marks);
    if (m_dialogue->facts().farewell_answered) {
      finish();
    }
    return;
  }
  obey(m_dialogue->on_bytes(bytes));
}

void NetSession::on_end(ConnectionEnd end) {
  m_recorder.note(end == ConnectionEnd::closed ? "connection closed by the server" : "connection lost", encryption(),
                  at());
  if (m_phase == Phase::leaving) {
    finish();
    return;
  }
  if (m_channel->tls_facts() != nullptr) {
    m_facts.tls = *m_channel->tls_facts();  // an alert may have come after the handshake
  }
  if (m_phase == Phase::lent) {
    end_sequel(end);
    return;
  }
  fail(end);
}

void NetSession::note_marks(const std::vector<StepMark>& marks) {
  for (const StepMark& mark : marks) {
    if (const auto ended = m_steps.mark(mark, at())) {
      tell(*ended);
    }
  }
}

void NetSession::obey(const Wants& wants) {
  note_marks(wants.marks);
  write(wants.flight);
  switch (wants.next) {
    case Next::read:
      if (!wants.flight.empty()) {
        m_step_limit.set(m_limits.reply);
      }
      return;
    case Next::start_tls: start_tls(); return;
    case Next::finish: leave(); return;
    case Next::hand_over: lend(wants.unread); return;
  }
}

void NetSession::write(const std::vector<Outgoing>& commands) {
  if (commands.empty()) {
    return;
  }
  Secret flight;
  for (const Outgoing& command : commands) {
    m_secrets.learn(command);
    m_recorder.sent(command.shown, encryption(), at());
    flight.append(command.bytes);
  }
  ++m_facts.round_trips;
  m_channel->write(flight);
}

void NetSession::lend(const std::string& unread) {
  m_phase = Phase::lent;
  m_was_lent = true;
  m_step_limit.clear();
  m_service_limit.clear();
  m_check.sequel->begin(*this, unread);
}

void NetSession::send(const std::vector<Outgoing>& flight) {
  if (m_phase == Phase::lent) {
    write(flight);
  }
}

void NetSession::leave(const std::vector<Outgoing>& farewell) {
  if (m_phase == Phase::lent) {
    write(farewell);
    m_facts.elapsed = at();
    m_phase = Phase::leaving;
    m_step_limit.set(m_limits.leaving);
  }
}

void NetSession::end_sequel(ConnectionEnd end) {
  m_facts.elapsed = at();
  m_phase = Phase::leaving;
  m_check.sequel->on_end(end);
  later([this] { finish(); });
}

}  // namespace pecprobe
