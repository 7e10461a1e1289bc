#include "protocols/imap/client.hpp"

#include "protocols/imap/observations.hpp"
#include "protocols/wire/limits.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace pecprobe::imap {

namespace {

constexpr std::array k_planned = {Step::greeting, Step::capabilities, Step::authenticate, Step::mailbox};
constexpr std::array k_planned_with_starttls = {Step::greeting, Step::capabilities, Step::starttls, Step::authenticate,
                                                Step::mailbox};

}  // namespace

Client::Client(DialogueInput input) : m_input(std::move(input)), m_encrypted(m_input.tls == TlsMode::implicit) {}

Wants Client::on_open() {
  begin(Step::greeting, State::greeting, Due::nothing);
  return take_wants();
}

Wants Client::on_bytes(std::string_view bytes) {
  if (m_state == State::handshake) {
    on_injection(bytes);
    return take_wants();
  }
  m_reader.append(bytes);
  if (m_state == State::greeting && recognise_greeting(m_reader.peek()) == Lookalike::tls) {
    refuse_greeting(m_reader.peek());  // TLS records have no lines to wait for
  }
  read_responses();
  write_what_is_due();
  return take_wants();
}

Wants Client::on_tls() {
  if (m_state == State::handshake) {
    // RFC 9051 §6.2.1: what was announced in clear is forgotten, and the list is asked for anew.
    m_encrypted = true;
    m_capabilities.clear();
    m_reader.clear();
    begin(Step::capabilities, State::capabilities, Due::capabilities);
    write_what_is_due();
  }
  return take_wants();
}

Wants Client::on_end(ConnectionEnd end) {
  const bool is_ours = end == ConnectionEnd::cancelled || end == ConnectionEnd::tls_failed;
  if (m_state == State::unopened) {
    m_step = end == ConnectionEnd::tls_failed ? Step::tls : Step::greeting;
  }
  if (!is_ours && reads_foreign_greeting()) {
    refuse_greeting(m_reader.peek());
  } else if (m_state == State::authenticate && !is_ours && !m_broken_off.empty()) {
    m_facts.farewell = m_bye;
    stop_for_rule(m_broken_off);
  } else if (m_state == State::authenticate && !is_ours && m_bye) {
    m_facts.auth.reply = m_bye;
    stop(Stop::auth_refused, Leave::silently);
  } else {
    stop(stop_of(end), Leave::silently);
  }
  return take_wants();
}

void Client::read_responses() {
  while (m_state != State::handshake && m_state != State::handed_over) {
    const auto next = m_reader.next();
    if (!next) {
      on_unreadable(next.error());
      return;
    }
    if (!*next) {
      return;
    }
    take_response(**next);
  }
}

void Client::take_response(const Response& response) {
  if (m_state == State::left) {
    note_farewell(response);
    return;
  }
  // RFC 9051 §7.1: an alert that came without confidentiality should be ignored, since anyone may
  // have written it. With TlsMode::starttls_if_offered the user has said that clear text will do.
  if (m_encrypted || m_input.tls == TlsMode::starttls_if_offered) {
    note_alert(m_facts, response, m_input.redactor);
  }
  if (response.kind == ResponseKind::tagged && response.tag == m_tag) {
    take_tagged(response);
    return;
  }
  if (++m_untagged > k_max_untagged) {
    stop_for_rule(fmt::format("more than {} untagged responses before an answer", k_max_untagged));
  } else if (m_state == State::greeting) {
    greeted(response);
  } else if (response.kind == ResponseKind::continuation) {
    take_continuation(response);
  } else if (response.kind == ResponseKind::untagged) {
    take_untagged(response);
  }  // a foreign tag or a malformed line answers nothing
}

void Client::take_tagged(const Response& response) {
  const bool is_answer = response.status == ReplyStatus::positive || response.status == ReplyStatus::negative;
  if (!is_answer) {
    stop_for_rule("a tagged answer that is not OK, NO or BAD");
    return;
  }
  m_tag.clear();
  m_due = Due::nothing;
  switch (m_state) {
    case State::capabilities: capabilities_answered(response); break;
    case State::starttls: starttls_answered(response); break;
    case State::authenticate: login_answered(response); break;
    case State::mailbox: mailbox_answered(response); break;
    case State::unopened:
    case State::greeting:
    case State::handshake:
    case State::handed_over:
    case State::left: break;  // no tag is the current one
  }
}

void Client::take_continuation(const Response& response) {
  const bool login_waits =
      m_state == State::authenticate && !m_tag.empty() && m_due == Due::nothing && m_broken_off.empty();
  if (m_bye) {
    return;  // the server is closing, there is nothing more to send
  }
  if (login_waits) {
    m_challenge = response.text;
    m_due = Due::next_login_line;
  } else if (m_state == State::starttls && !m_tag.empty()) {
    m_facts.starttls_reply = to_reply(response, m_input.redactor);
    stop(Stop::starttls_refused, Leave::silently);  // the server waits for something else
  } else {
    stop_for_rule("a continuation request that no command waits for");
  }
}

void Client::take_untagged(const Response& response) {
  if (response.status == ReplyStatus::farewell) {
    told_bye(response);
    return;
  }
  if (const auto list = capability_list(response)) {
    note_new_capabilities(*list);
  }
  if (m_state == State::mailbox) {
    note_mailbox(m_facts.mailbox, response);
  }
}

void Client::write_what_is_due() {
  while (m_due != Due::nothing) {
    switch (std::exchange(m_due, Due::nothing)) {
      case Due::nothing: break;
      case Due::capabilities: write_command("CAPABILITY"); break;
      case Due::starttls: write_command("STARTTLS"); break;
      case Due::login: write_login(); break;
      case Due::next_login_line: write_login_line(m_login->next_line(m_challenge)); break;
      case Due::cancel_login:
        m_wants.flight.push_back(*m_login->cancel());
        m_facts.auth.cancelled = true;
        break;
      case Due::mailbox:
        // Independent of each other, so both may be under way at once (RFC 9051 §5.5). EXAMINE
        // changes nothing in the mailbox (RFC 9051 §6.3.3).
        write_command("EXAMINE INBOX");
        write_logout();
        break;
    }
  }
}

void Client::write_command(std::string_view command) {
  m_tag = tag_of(++m_commands);
  m_wants.flight.push_back(plain_command(fmt::format("{} {}", m_tag, command)));
}

void Client::write_login_line(tl::expected<Outgoing, std::string> line) {
  if (!line) {
    break_login_off(std::move(line.error()));
    return;
  }
  m_wants.flight.push_back(std::move(*line));
  m_facts.auth.attempted = m_login->password_sent();
}

void Client::write_logout() {
  m_logout_tag = tag_of(++m_commands);
  m_wants.flight.push_back(plain_command(m_logout_tag + " LOGOUT"));
  m_marks.add(Step::logout, StepMark::Event::began);
}

void Client::begin(Step step, State state, Due due) {
  m_marks.begin(step);
  m_step = step;
  m_state = state;
  m_due = due;
  m_untagged = 0;
}

std::string Client::tag_of(int command) { return fmt::format("a{}", command); }

void Client::stop(Stop why, Leave leave) {
  if (m_state == State::left) {
    return;
  }
  m_facts.stop = why;
  m_facts.stopped_at = m_step;
  if (!m_facts.auth.accepted) {
    m_facts.after_login.clear();
  }
  m_marks.fail();
  if (m_input.tls == TlsMode::implicit) {
    m_marks.skip_rest(k_planned);
  } else {
    m_marks.skip_rest(k_planned_with_starttls);
  }
  m_state = State::left;
  m_due = Due::nothing;
  m_tag.clear();
  if (leave == Leave::with_logout) {
    write_logout();
  }
}

void Client::stop_for_rule(std::string rule) {
  if (m_state != State::left) {
    m_facts.protocol_error = std::move(rule);
    stop(Stop::protocol_error, Leave::silently);
  }
}

Wants Client::take_wants() {
  m_wants.marks = m_marks.take();
  if (m_state == State::handed_over) {
    m_wants.next = Next::hand_over;
    m_wants.unread = m_reader.peek();
  } else if (m_state == State::left) {
    m_wants.next = Next::finish;
  }
  return std::exchange(m_wants, {});
}

}  // namespace pecprobe::imap
