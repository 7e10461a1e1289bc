#include "protocols/pop3/client.hpp"

#include <utility>

namespace pecprobe::pop3 {

// --- what we say

void Client::ask_capabilities() {
  m_capability_lines.clear();
  m_capabilities = Capabilities{};
  m_shown_capabilities = Capabilities{};
  m_progress.begin(Step::capabilities);
  say(plain_command("CAPA"), Awaiting::capability_answer);
}

void Client::use_capabilities() {
  if (m_encrypted) {
    return log_in();
  }
  if (m_capabilities.announces("STLS")) {
    m_progress.begin(Step::starttls);
    say(plain_command("STLS"), Awaiting::starttls_answer);
  } else if (m_input.tls == TlsMode::starttls_if_offered) {
    log_in();
  } else {
    m_progress.begin(Step::starttls);
    stop_and_quit(Stop::starttls_not_offered);
  }
}

void Client::log_in() {
  m_progress.begin(Step::authenticate);
  m_facts.auth.offered = capped(m_shown_capabilities.mechanisms());
  m_facts.auth.login_command_offered = m_capabilities.announces("USER") || !m_capabilities.listed();
  m_login = choose_login(m_capabilities, m_timestamp, m_input.credentials);
  if (m_login) {
    m_facts.auth.mechanism = std::string(m_login->name());
    say_login(m_login->begin());
  } else if (!m_capabilities.mechanisms().empty()) {
    stop_and_quit(Stop::auth_mechanism_unsupported);
  } else {
    stop_and_quit(m_encrypted ? Stop::auth_not_offered : Stop::auth_needs_tls);
  }
}

void Client::say_login(Outgoing command) {
  if (say(std::move(command), Awaiting::login_answer)) {
    m_facts.auth.attempted = m_login->password_sent();
  }
}

void Client::look_into_mailbox() {
  m_progress.begin(Step::mailbox);
  if (m_reader.peek().starts_with('-')) {
    // Logged in, and the mailbox refused in the same breath, before STAT was asked. Seen: Dovecot 2.3.19, a mailbox
    // that cannot be opened.
    m_awaiting = Awaiting::mailbox_answer;
    return;
  }
  if (say(plain_command("STAT"), Awaiting::mailbox_answer) && m_capabilities.announces("PIPELINING")) {
    m_progress.write_farewell();
    m_quit_sent = true;
  }
}

/// False, and the dialogue stopped, when the server has already spoken: those bytes would pass for
/// the answer to `command`, and an early +OK for the verdict on a password that was not yet sent.
bool Client::say(Outgoing command, Awaiting answer) {
  if (m_reader.pending() > 0) {
    // An incomplete line could end inside an echo of the password, where no redactor would know it.
    const std::string_view bytes = m_reader.peek();
    m_facts.unexpected = evidence(bytes.substr(0, bytes.rfind('\n') + 1));
    stop_broken("the server spoke before it was asked");
    return false;
  }
  m_progress.write(std::move(command));
  m_awaiting = answer;
  return true;
}

void Client::quit() {
  if (!m_quit_sent) {
    m_reader.clear();  // what came before QUIT does not answer it
    m_progress.write_farewell();
    m_quit_sent = true;
  }
  m_awaiting = Awaiting::farewell;
}

// --- how it ends

void Client::stop(Stop reason) {
  m_facts.stop = reason;
  m_facts.stopped_at = m_progress.step();
  m_progress.fail();
  m_awaiting = Awaiting::nothing;
}

void Client::stop_and_quit(Stop reason) {
  stop(reason);
  quit();
}

void Client::stop_foreign(std::string_view bytes) {
  m_facts.unexpected = evidence(bytes);
  m_facts.looks_like = recognise_greeting(bytes);
  stop(Stop::not_this_protocol);
}

void Client::stop_injected() {
  m_facts.unexpected = evidence(m_reader.peek());
  stop(Stop::starttls_injection);
}

void Client::stop_broken(std::string rule) {
  m_facts.protocol_error = std::move(rule);
  stop(Stop::protocol_error);
}

std::string Client::evidence(std::string_view bytes) const { return kept_line(m_input.redactor.redact(bytes)); }

Wants Client::take_wants() {
  if (m_awaiting == Awaiting::handed_over) {
    Wants wants = m_progress.take(Next::hand_over);
    wants.unread = m_reader.peek();
    return wants;
  }
  return m_progress.take(is_over() ? Next::finish : m_awaiting == Awaiting::handshake ? Next::start_tls : Next::read);
}

}  // namespace pecprobe::pop3
