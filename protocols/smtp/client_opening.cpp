// From the greeting to the capabilities that count: RFC 5321 §3.1, §3.2 and RFC 3207.
#include "protocols/base/text.hpp"
#include "protocols/smtp/client.hpp"
#include "protocols/smtp/recorded_reply.hpp"

#include <utility>

namespace pecprobe::smtp {

void Client::on_greeting(const RawReply& reply) {
  m_facts.greeting = kept(reply);
  const std::string text = reply.text();
  // FTP greets with 220 as well (RFC 959 §5.4). A mail server with "ftp" in its name says SMTP.
  const bool is_ftp = icontains(text, "FTP") && !icontains(text, "SMTP");
  switch (reply.status()) {
    case ReplyStatus::positive:
      if (reply.code != 220) {
        return break_off_unexpected(reply, "a new connection");
      }
      if (is_ftp) {
        return on_foreign_greeting(Lookalike::ftp, masked_lines(reply.lines, m_input.redactor).front());
      }
      pass();
      return say_hello();
    case ReplyStatus::temporary:
    case ReplyStatus::negative:  // 554: QUIT is still expected (RFC 5321 §3.1)
    case ReplyStatus::farewell: return refuse(Stop::greeting_refused, reply);
    case ReplyStatus::continuation:
    case ReplyStatus::preauth: return break_off_unexpected(reply, "a new connection");
  }
}

void Client::on_foreign_greeting(Lookalike looks_like, std::string evidence) {
  m_facts.looks_like = looks_like;
  m_facts.unexpected = std::move(evidence);
  stop(Stop::not_this_protocol);
  leave(Farewell::none);
}

bool Client::greeting_is_foreign() const noexcept {
  return !m_awaited.empty() && m_awaited.front() == Awaited::greeting && m_assembler.lines().empty() &&
         !may_begin_reply(m_reader.peek());
}

void Client::say_hello() {
  begin(Step::capabilities);
  ask(Awaited::ehlo, plain_command("EHLO " + m_input.client_name));
}

void Client::on_ehlo(const RawReply& reply) {
  switch (reply.status()) {
    case ReplyStatus::positive:
      if (reply.code != 250) {
        return break_off_unexpected(reply, "EHLO");
      }
      break;
    case ReplyStatus::temporary:
    case ReplyStatus::negative:
    case ReplyStatus::farewell:
      // HELO would open a session without extensions, and AUTH is one (RFC 5321 §3.2, RFC 4954 §3).
      m_facts.capability_reply = kept(reply);
      return refuse(Stop::commands_refused, reply);
    case ReplyStatus::continuation:
    case ReplyStatus::preauth: return break_off_unexpected(reply, "EHLO");
  }
  m_capabilities = parse_capabilities(reply.lines);
  // The facts have a reading of their own: in upper case, a password is no longer recognised.
  m_kept_capabilities = parse_capabilities(masked_lines(reply.lines, m_input.redactor));
  (m_encrypted ? m_facts.after_tls : m_facts.before_tls) = m_kept_capabilities.announced;
  pass();
  if (m_encrypted) {
    log_in();
  } else {
    ask_for_tls();
  }
}

void Client::ask_for_tls() {
  if (m_capabilities.has("STARTTLS")) {
    begin(Step::starttls);
    ask(Awaited::starttls, plain_command("STARTTLS"));
  } else if (m_input.tls == TlsMode::starttls_if_offered) {
    mark(Step::starttls, StepMark::Event::skipped);
    log_in();
  } else {
    begin(Step::starttls);
    stop(Stop::starttls_not_offered);
    leave(Farewell::quit);
  }
}

void Client::on_starttls(const RawReply& reply) {
  m_facts.starttls_reply = kept(reply);
  if (reply.code != 220) {
    return refuse(Stop::starttls_refused, reply);  // nothing but 220 is a yes (RFC 3207 §4)
  }
  if (m_reader.pending() > 0) {
    return on_injection(pending_bytes());
  }
  pass();
  m_in_handshake = true;
  m_facts.stopped_at = Step::tls;
}

void Client::on_injection(std::string evidence) {
  // Whoever can write into the connection would speak with the voice of the verified server
  // (CVE-2021-22947).
  m_in_handshake = false;
  m_facts.stopped_at = Step::starttls;
  m_facts.unexpected = std::move(evidence);
  stop(Stop::starttls_injection);
  leave(Farewell::none);
}

Wants Client::on_tls() {
  if (!m_in_handshake) {
    return take_wants();
  }
  m_in_handshake = false;
  m_encrypted = true;
  // All that was learned in clear text is void, and EHLO is said anew (RFC 3207 §4.2).
  m_capabilities = {};
  m_reader.clear();
  m_assembler.clear();
  say_hello();
  return take_wants();
}

}  // namespace pecprobe::smtp
