#include "protocols/smtp/client.hpp"

#include "protocols/smtp/recorded_reply.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace pecprobe::smtp {

namespace {

/// True when nothing, or the beginning of a 421 reply, is there: the one that may come unasked
/// (RFC 5321 §3.8). It stays there and is read as the answer to the next command.
bool may_be_farewell(std::string_view pending) noexcept {
  constexpr std::string_view k_farewell = "421";
  return k_farewell.starts_with(pending.substr(0, k_farewell.size()));
}

}  // namespace

Client::Client(DialogueInput input) : m_input(std::move(input)), m_encrypted(m_input.tls == TlsMode::implicit) {}

Wants Client::on_open() {
  begin(Step::greeting);
  m_awaited.push_back(Awaited::greeting);  // the server speaks first (RFC 5321 §3.1)
  return take_wants();
}

Wants Client::on_bytes(std::string_view bytes) {
  if (m_in_handshake) {
    on_injection(masked_bytes(bytes, m_input.redactor));
    return take_wants();
  }
  const std::size_t room = k_max_dialogue_bytes - m_received;
  const std::string_view taken = bytes.substr(0, room);
  m_received += taken.size();
  m_reader.append(taken);
  take_lines();
  if (!m_left && taken.size() < bytes.size()) {
    break_off(fmt::format("more than {} bytes in one dialogue", k_max_dialogue_bytes));
  }
  return take_wants();
}

Wants Client::on_end(ConnectionEnd end) {
  const bool may_be_foreign = end != ConnectionEnd::cancelled && end != ConnectionEnd::tls_failed;
  if (!m_decided && may_be_foreign && greeting_is_foreign()) {
    on_foreign_greeting(recognise_greeting(m_reader.peek()), pending_bytes());
  } else {
    stop(stop_of(end));
  }
  if (m_open_step) {
    mark(*m_open_step, StepMark::Event::failed);  // QUIT was not answered
    m_open_step.reset();
  }
  leave(Farewell::none);
  return take_wants();
}

void Client::take_lines() {
  while (!m_awaited.empty()) {
    std::optional<std::string> line = m_reader.next_line();
    if (!line) {
      break;
    }
    take_line(std::move(*line));
  }
  if (m_left) {
    if (m_awaited.empty() || m_reader.overflowed()) {
      m_awaited.clear();
      m_reader.clear();
    }
  } else if (m_reader.overflowed()) {
    if (greeting_is_foreign()) {
      on_foreign_greeting(recognise_greeting(m_reader.peek()), pending_bytes());
    } else {
      std::vector<std::string> lines = m_assembler.lines();
      lines.emplace_back(m_reader.peek());
      break_off(fmt::format("a line longer than {} bytes", k_max_line), last_line_of(std::move(lines)));
    }
  }
}

void Client::take_line(std::string line) {
  const bool opens_greeting = m_awaited.front() == Awaited::greeting && m_assembler.lines().empty();
  auto added = m_assembler.add(std::move(line));
  if (added) {
    if (*added) {
      take_reply(**added);
    }
    return;
  }
  const std::vector<std::string> lines = m_assembler.lines();
  if (opens_greeting && (lines.front().empty() || !may_begin_reply(lines.front()))) {
    on_foreign_greeting(recognise_greeting(lines.front()), last_line_of(lines));
  } else {
    break_off(std::move(added.error()), last_line_of(lines));
  }
}

void Client::take_reply(const RawReply& reply) {
  const Awaited answered = m_awaited.front();
  m_awaited.pop_front();
  switch (answered) {
    case Awaited::greeting: return on_greeting(reply);
    case Awaited::ehlo: return on_ehlo(reply);
    case Awaited::starttls: return on_starttls(reply);
    case Awaited::auth: return on_auth(reply);
    case Awaited::mail: return on_mail(reply);
    case Awaited::rcpt: return on_rcpt(reply);
    case Awaited::rset: return on_rset(reply);
    case Awaited::quit: return on_quit(reply);
  }
}

void Client::ask(Awaited answer, Outgoing command) {
  if (m_left) {
    return;
  }
  // Commands and replies alternate (RFC 5321 §4.3.1): bytes that are there before the command they
  // would answer must not become its answer, least of all that of a login.
  if (m_awaited.empty() && !may_be_farewell(m_reader.peek())) {
    break_off("a reply ahead of the command that it would answer", pending_bytes());
    return;
  }
  m_wants.flight.push_back(std::move(command));
  m_awaited.push_back(answer);
}

void Client::begin(Step step) {
  m_open_step = step;
  if (!m_decided) {
    m_facts.stopped_at = step;
  }
  mark(step, StepMark::Event::began);
}

void Client::mark(Step step, StepMark::Event event) { m_wants.marks.push_back({step, event}); }

void Client::pass() {
  if (m_open_step) {
    mark(*m_open_step, StepMark::Event::passed);
    m_open_step.reset();
  }
}

void Client::stop(Stop why) {
  if (m_decided) {
    return;  // the first reason stands
  }
  m_decided = true;
  m_facts.stop = why;
  if (m_open_step) {
    mark(*m_open_step, StepMark::Event::failed);
    m_open_step.reset();
  }
}

void Client::refuse(Stop why, const RawReply& reply) {
  stop(why);
  leave(reply.status() == ReplyStatus::farewell ? Farewell::none : Farewell::quit);
}

void Client::break_off(std::string rule, std::string evidence) {
  if (!m_decided) {
    m_facts.protocol_error = std::move(rule);
    m_facts.unexpected = std::move(evidence);
    stop(Stop::protocol_error);
  }
  leave(Farewell::none);
}

void Client::break_off_unexpected(const RawReply& reply, std::string_view command) {
  break_off(fmt::format("the reply code {} does not answer {}", reply.code, command), last_line_of(reply.lines));
}

void Client::leave(Farewell farewell) {
  m_left = true;
  m_in_handshake = false;
  if (farewell == Farewell::none) {
    m_awaited.clear();
    m_reader.clear();
    return;
  }
  begin(Step::logout);
  if (m_awaited.empty() || m_awaited.back() != Awaited::quit) {
    m_wants.flight.push_back(plain_command("QUIT"));  // RFC 5321 §4.1.1.10
    m_awaited.push_back(Awaited::quit);
  }
}

void Client::on_rset(const RawReply& reply) {
  // RSET is courtesy (RFC 5321 §4.1.1.5): both verdicts are in, and its answer changes neither.
  if (reply.status() == ReplyStatus::farewell) {
    m_facts.farewell = kept(reply);
    leave(Farewell::none);
  } else if (!m_left) {
    leave(Farewell::quit);
  }
}

void Client::on_quit(const RawReply& reply) {
  if (reply.status() == ReplyStatus::positive) {
    m_facts.farewell_answered = true;
    pass();
  } else if (reply.status() == ReplyStatus::farewell) {
    m_facts.farewell = kept(reply);
  }
}

std::string Client::last_line_of(std::vector<std::string> lines) const {
  // All lines go through the redactor: half a password on the last one is not recognised alone.
  return kept_line(masked_lines(std::move(lines), m_input.redactor).back());
}

std::string Client::pending_bytes() const { return masked_bytes(m_reader.peek(), m_input.redactor); }

Reply Client::kept(const RawReply& reply) const { return recorded_reply(reply, m_input.redactor); }

Wants Client::take_wants() {
  if (m_handed_over) {
    m_wants.next = Next::hand_over;
    m_wants.unread = m_reader.peek();
    return std::exchange(m_wants, {});
  }
  m_wants.next = m_left ? Next::finish : m_in_handshake ? Next::start_tls : Next::read;
  return std::exchange(m_wants, {});
}

}  // namespace pecprobe::smtp
