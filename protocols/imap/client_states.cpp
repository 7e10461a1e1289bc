// What each state of the IMAP client makes of the answer that it waited for.
#include "protocols/imap/capabilities.hpp"
#include "protocols/imap/client.hpp"
#include "protocols/imap/observations.hpp"

#include <utility>

namespace pecprobe::imap {

// --- greeting (RFC 9051 §7.1.1, §7.1.4, §7.1.5) ---

void Client::greeted(const Response& response) {
  const std::string_view line = response.lines.front();
  if (line.empty()) {
    return;  // empty lines before the greeting do no harm
  }
  const bool is_greeting =
      response.kind == ResponseKind::untagged && response.status && response.status != ReplyStatus::negative;
  if (!is_greeting) {
    refuse_greeting(line);
    return;
  }
  m_facts.greeting = to_reply(response, m_input.redactor);
  if (response.status == ReplyStatus::farewell) {
    stop(Stop::greeting_refused, Leave::silently);
    return;
  }
  m_marks.pass();
  begin(Step::capabilities, State::capabilities, Due::capabilities);
  if (const auto list = capability_list(response)) {
    note_capabilities(*list);
  }
  if (response.status == ReplyStatus::preauth) {
    // Logged in already: neither STARTTLS nor a login is a valid command any more (RFC 9051 §6.2).
    m_marks.skip();
    m_step = Step::authenticate;
    stop(Stop::preauthenticated, m_encrypted ? Leave::with_logout : Leave::silently);
  } else if (!m_capabilities.empty() && !lacks_starttls()) {
    m_marks.pass();
    secure_or_log_in();  // the list in the greeting saves a command (RFC 9051 §7.1)
  }
}

/// What arrived of a greeting so far cannot become one.
bool Client::reads_foreign_greeting() const {
  const std::string_view rest = m_reader.peek();
  return m_state == State::greeting && !m_reader.is_within_response() && !rest.empty() && !rest.starts_with('*');
}

void Client::refuse_greeting(std::string_view bytes) {
  m_facts.unexpected = evidence(bytes, m_input.redactor);
  const Lookalike lookalike = recognise_greeting(bytes);
  m_facts.looks_like = lookalike == Lookalike::imap ? Lookalike::unknown : lookalike;
  stop(Stop::not_this_protocol, Leave::silently);
}

void Client::on_unreadable(const std::string& rule) {
  if (reads_foreign_greeting()) {
    refuse_greeting(m_reader.peek());
  } else {
    stop_for_rule(rule);
  }
}

// --- capabilities (RFC 9051 §6.1.1) ---

void Client::capabilities_answered(const Response& response) {
  if (response.status == ReplyStatus::positive) {
    if (const auto list = capability_list(response)) {
      note_capabilities(*list);
    }
    m_marks.pass();
  } else {
    // A server that does not know the command is still usable: it has what every server has.
    m_facts.capability_reply = to_reply(response, m_input.redactor);
    m_marks.skip();
  }
  secure_or_log_in();
}

void Client::note_capabilities(std::string_view list) {
  add_capabilities(m_capabilities, list);
  add_capabilities(m_encrypted ? m_facts.after_tls : m_facts.before_tls, m_input.redactor.redact(list));
}

void Client::note_new_capabilities(std::string_view list) {
  if (m_state == State::capabilities) {
    note_capabilities(list);
  } else if (m_login && m_login->password_sent()) {
    // Some servers send the list that holds after the login already before its answer.
    m_facts.after_login.clear();
    add_capabilities(m_facts.after_login, m_input.redactor.redact(list));
  }
}

// --- STARTTLS (RFC 9051 §6.2.1) ---

/// A greeting may list less than CAPABILITY does: what is missing is asked for before it is said to be missing.
bool Client::lacks_starttls() const {
  return !m_encrypted && m_input.tls == TlsMode::starttls && !offers(m_capabilities, "STARTTLS");
}

void Client::secure_or_log_in() {
  const bool is_offered = offers(m_capabilities, "STARTTLS");
  if (!m_encrypted && (is_offered || m_input.tls == TlsMode::starttls)) {
    begin(Step::starttls, State::starttls, Due::starttls);
    if (!is_offered) {
      stop(Stop::starttls_not_offered, Leave::with_logout);
    }
    return;
  }
  if (!m_encrypted) {
    m_marks.add(Step::starttls, StepMark::Event::skipped);
  }
  begin(Step::authenticate, State::authenticate, Due::login);
}

void Client::starttls_answered(const Response& response) {
  if (response.status != ReplyStatus::positive) {
    m_facts.starttls_reply = to_reply(response, m_input.redactor);
    stop(Stop::starttls_refused, Leave::with_logout);
  } else if (!m_reader.peek().empty()) {
    on_injection(m_reader.peek());
  } else {
    m_marks.pass();
    m_step = Step::tls;
    m_state = State::handshake;
    m_wants.next = Next::start_tls;
  }
}

/// TLS begins right behind the CRLF of the tagged OK (RFC 9051 §6.2.1), and the client speaks first
/// in it: whatever stands there in clear was put there by someone else.
void Client::on_injection(std::string_view bytes) {
  m_facts.unexpected = evidence(bytes, m_input.redactor);
  m_step = Step::starttls;
  stop(Stop::starttls_injection, Leave::silently);
}

// --- login (RFC 9051 §6.2.2, §6.2.3) ---

void Client::write_login() {
  const std::string tag = tag_of(m_commands + 1);
  m_login = choose_login(tag, m_capabilities, m_input);
  AuthFacts& auth = m_facts.auth;
  auth.offered = mechanisms_of(m_encrypted ? m_facts.after_tls : m_facts.before_tls);
  auth.login_command_offered = !offers(m_capabilities, "LOGINDISABLED");
  if (!m_login) {
    stop(!mechanisms_of(m_capabilities).empty() ? Stop::auth_mechanism_unsupported
         : m_encrypted                          ? Stop::auth_not_offered
                                                : Stop::auth_needs_tls,
         Leave::with_logout);
    return;
  }
  ++m_commands;
  m_tag = tag;
  auth.mechanism = m_login->mechanism();
  write_login_line(m_login->first_line());
}

void Client::break_login_off(std::string rule) {
  if (m_login->cancel()) {
    m_broken_off = std::move(rule);
    m_due = Due::cancel_login;
  } else {
    stop_for_rule(std::move(rule));
  }
}

void Client::login_answered(const Response& response) {
  m_facts.auth.reply = to_reply(response, m_input.redactor);
  const bool is_positive = response.status == ReplyStatus::positive;
  if (!m_broken_off.empty()) {
    stop_for_rule(m_broken_off);  // also for an OK: nothing was asked any more
    return;
  }
  if (!is_positive) {
    const bool says_why = !response.code.empty() || !response.text.empty();
    if (m_bye) {
      (says_why ? m_facts.farewell : m_facts.auth.reply) = m_bye;
    }
    stop(Stop::auth_refused, m_bye ? Leave::silently : Leave::with_logout);
    return;
  }
  if (!m_login->password_sent()) {
    stop(Stop::preauthenticated, Leave::with_logout);
    return;
  }
  m_facts.auth.accepted = true;
  m_marks.pass();
  if (const auto list = capability_list(response)) {
    note_new_capabilities(*list);
  }
  if (m_input.after_login == AfterLogin::hand_over && !m_bye) {
    m_state = State::handed_over;
    return;
  }
  begin(Step::mailbox, State::mailbox, Due::mailbox);
  if (m_bye) {
    m_facts.farewell = m_bye;
    stop(Stop::closed, Leave::silently);  // there is nobody left to ask for the mailbox
  }
}

// --- mailbox and farewell (RFC 9051 §6.3.3, §6.1.3) ---

void Client::mailbox_answered(const Response& response) {
  if (response.status != ReplyStatus::positive) {
    m_facts.mailbox = {};
    m_facts.mailbox_reply = to_reply(response, m_input.redactor);
    stop(Stop::mailbox_refused, Leave::silently);  // LOGOUT is on its way already
    return;
  }
  note_mailbox(m_facts.mailbox, response);
  m_marks.pass();
  m_state = State::left;
  if (m_facts.farewell) {  // it came early, but it was the answer to LOGOUT
    m_facts.farewell.reset();
    m_facts.farewell_answered = true;
    m_marks.add(Step::logout, StepMark::Event::passed);
  }
}

/// RFC 9051 §7.1.5: the server is about to close. As long as a login waits for its answer, that
/// answer may still come behind it and says more; EXAMINE may have been overtaken by the answer to
/// LOGOUT.
void Client::told_bye(const Response& response) {
  const Reply bye = to_reply(response, m_input.redactor);
  if (m_state == State::authenticate && !m_tag.empty()) {
    m_bye = m_bye ? m_bye : bye;
    m_due = Due::nothing;  // nothing secret goes to a server that is closing
    return;
  }
  m_facts.farewell = bye;
  if (m_state != State::mailbox || m_tag.empty()) {
    stop(Stop::closed, Leave::silently);
  }
}

void Client::note_farewell(const Response& response) {
  const bool is_bye = response.kind == ResponseKind::untagged && response.status == ReplyStatus::farewell;
  const bool is_answer = response.kind == ResponseKind::tagged && response.tag == m_logout_tag;
  if (!m_logout_tag.empty() && !m_facts.farewell_answered && (is_bye || is_answer)) {
    m_facts.farewell_answered = true;
    m_marks.add(Step::logout, StepMark::Event::passed);
  }
}

}  // namespace pecprobe::imap
