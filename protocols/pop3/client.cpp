#include "protocols/pop3/client.hpp"

#include "protocols/pop3/reply_grammar.hpp"
#include "protocols/sasl/apop.hpp"

#include <fmt/format.h>

#include <utility>

namespace pecprobe::pop3 {

// --- what happens to the connection

Wants Client::on_open() {
  m_progress.begin(Step::greeting);
  return take_wants();
}

Wants Client::on_bytes(std::string_view bytes) {
  m_received += bytes.size();
  if (m_received <= k_max_dialogue_bytes) {
    m_reader.append(bytes);
    read_lines();
  } else if (is_over()) {
    m_awaiting = Awaiting::nothing;
  } else {
    stop_broken(fmt::format("the server sent more than {} bytes", k_max_dialogue_bytes));
  }
  return take_wants();
}

Wants Client::on_tls() {
  if (m_awaiting == Awaiting::handshake) {
    m_encrypted = true;
    ask_capabilities();  // RFC 2595 §4: what was learned in clear text is forgotten
  }
  return take_wants();
}

Wants Client::on_end(ConnectionEnd end) {
  if (is_over()) {
    m_awaiting = Awaiting::nothing;
    return take_wants();
  }
  // A foreign server may send no line end at all: a TLS alert is seven bytes.
  const bool is_foreign =
      m_awaiting == Awaiting::greeting && m_reader.pending() > 0 && !may_become_reply(m_reader.peek());
  const bool is_in_handshake = m_awaiting == Awaiting::handshake;
  if (is_foreign && end != ConnectionEnd::cancelled) {
    stop_foreign(m_reader.peek());
  } else {
    stop(stop_of(end));
  }
  if (is_in_handshake) {
    m_facts.stopped_at = Step::tls;
  }
  return take_wants();
}

void Client::read_lines() {
  while (m_awaiting != Awaiting::handshake && m_awaiting != Awaiting::handed_over && m_awaiting != Awaiting::nothing) {
    const auto line = m_reader.next_line();
    if (!line) {
      break;
    }
    on_line(*line);
  }
  if (m_awaiting == Awaiting::handshake && m_reader.pending() > 0) {
    stop_injected();
  } else if (is_over() || m_awaiting == Awaiting::handed_over || !m_reader.overflowed()) {
    return;
  } else if (m_awaiting == Awaiting::greeting && !may_become_reply(m_reader.peek())) {
    stop_foreign(m_reader.peek());
  } else {
    stop_broken(fmt::format("a line of the server is longer than {} bytes", k_max_line));
  }
}

// --- what the server says

void Client::on_line(const std::string& line) {
  switch (m_awaiting) {
    case Awaiting::greeting: return on_greeting(line);
    case Awaiting::capability_list: return on_capability_line(line);
    case Awaiting::farewell: return on_farewell(line);
    case Awaiting::capability_answer:
    case Awaiting::starttls_answer:
    case Awaiting::login_answer:
    case Awaiting::mailbox_answer: break;
    case Awaiting::handshake:
    case Awaiting::handed_over:
    case Awaiting::nothing: return;
  }
  if (const auto reply = parse_reply(line)) {
    on_reply(*reply);
  } else {
    m_facts.unexpected = evidence(line);
    stop_broken("an answer that is neither +OK nor -ERR");  // RFC 1939 §3
  }
}

void Client::on_reply(const Reply& reply) {
  switch (m_awaiting) {
    case Awaiting::capability_answer: return on_capability_answer(reply);
    case Awaiting::starttls_answer: return on_starttls_answer(reply);
    case Awaiting::login_answer: return on_login_answer(reply);
    case Awaiting::mailbox_answer: return on_mailbox_answer(reply);
    case Awaiting::greeting:
    case Awaiting::capability_list:
    case Awaiting::handshake:
    case Awaiting::handed_over:
    case Awaiting::farewell:
    case Awaiting::nothing: return;
  }
}

/// RFC 1939 §4: one line, +OK. A server that cannot serve says -ERR, with a response code where it
/// knows them.
void Client::on_greeting(const std::string& line) {
  const auto reply = parse_reply(line);
  if (!reply || reply->status == ReplyStatus::continuation) {
    return stop_foreign(line);
  }
  m_facts.greeting = recorded(*reply, m_input.redactor);
  if (reply->status == ReplyStatus::negative) {
    return stop_and_quit(Stop::greeting_refused);
  }
  if (m_encrypted) {
    m_timestamp = apop_timestamp(line);
  }
  m_progress.pass();
  ask_capabilities();
}

/// RFC 2449 §5. A server without CAPA refuses it and can be used all the same, as RFC 1939 has it.
void Client::on_capability_answer(const Reply& reply) {
  if (reply.status == ReplyStatus::positive) {
    m_awaiting = Awaiting::capability_list;
  } else if (reply.status == ReplyStatus::negative) {
    m_facts.capability_reply = recorded(reply, m_input.redactor);
    m_progress.skip();
    use_capabilities();
  } else {
    stop_broken("a challenge in answer to CAPA");
  }
}

/// RFC 1939 §3: the list ends with a line that is a single dot.
void Client::on_capability_line(const std::string& line) {
  if (line != ".") {
    m_capability_lines.push_back(line);
    if (m_capability_lines.size() > k_max_reply_lines) {
      stop_broken(fmt::format("the list of capabilities has more than {} lines", k_max_reply_lines));
    }
    return;
  }
  m_capabilities = Capabilities(m_capability_lines);
  m_input.redactor.redact(m_capability_lines);
  m_shown_capabilities = Capabilities(m_capability_lines);
  (m_encrypted ? m_facts.after_tls : m_facts.before_tls) = capped(m_shown_capabilities.lines());
  m_progress.pass();
  use_capabilities();
}

/// RFC 2595 §4: after +OK the next byte in either direction is TLS. Bytes that came with the +OK
/// were written by someone who could write in clear text.
void Client::on_starttls_answer(const Reply& reply) {
  m_facts.starttls_reply = recorded(reply, m_input.redactor);
  if (reply.status != ReplyStatus::positive) {
    stop_and_quit(Stop::starttls_refused);
  } else if (m_reader.pending() > 0) {
    stop_injected();
  } else {
    m_progress.pass();
    m_awaiting = Awaiting::handshake;
  }
}

void Client::on_login_answer(const Reply& reply) {
  LoginTurn turn = m_login->on_reply(reply);
  if (turn.outcome == LoginOutcome::unfinished) {
    return say_login(std::move(*turn.command));
  }
  m_facts.auth.reply = recorded(reply, m_input.redactor);
  switch (turn.outcome) {
    case LoginOutcome::accepted:
      m_facts.auth.accepted = true;
      m_progress.pass();
      if (m_input.after_login == AfterLogin::hand_over) {
        m_awaiting = Awaiting::handed_over;
        return;
      }
      return look_into_mailbox();
    case LoginOutcome::refused: return stop_and_quit(Stop::auth_refused);
    case LoginOutcome::preauthenticated: return stop_and_quit(Stop::preauthenticated);
    case LoginOutcome::unfinished:
    case LoginOutcome::broken: break;
  }
  if (turn.command) {
    m_facts.auth.cancelled = true;
    m_progress.write(std::move(*turn.command));
  }
  stop_broken(std::move(turn.problem));
}

/// RFC 1939 §5, STAT.
void Client::on_mailbox_answer(const Reply& reply) {
  m_facts.mailbox_reply = recorded(reply, m_input.redactor);
  if (reply.status == ReplyStatus::negative) {
    return stop_and_quit(Stop::mailbox_refused);
  }
  const auto listing = reply.status == ReplyStatus::positive ? parse_drop_listing(reply.text) : std::nullopt;
  if (!listing) {
    return stop_broken("the answer to STAT does not begin with two numbers");
  }
  m_facts.mailbox.messages = listing->messages;
  m_facts.mailbox.octets = listing->octets;
  m_facts.stopped_at = Step::logout;
  m_progress.pass();
  quit();
}

/// RFC 1939 §6. What else a server says while we leave does not matter.
void Client::on_farewell(const std::string& line) {
  if (const auto reply = parse_reply(line)) {
    const bool is_ok = reply->status == ReplyStatus::positive;
    m_facts.farewell_answered = true;
    m_progress.end_farewell(is_ok ? StepMark::Event::passed : StepMark::Event::failed);
    m_awaiting = Awaiting::nothing;
  }
}

}  // namespace pecprobe::pop3
