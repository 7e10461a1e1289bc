// The one login attempt: AUTH (RFC 4954 §4), and what counts as its answer.
#include "protocols/base/text.hpp"
#include "protocols/smtp/client.hpp"
#include "protocols/smtp/recorded_reply.hpp"

#include <utility>

namespace pecprobe::smtp {

void Client::log_in() {
  begin(Step::authenticate);
  m_facts.auth.offered = m_kept_capabilities.mechanisms;
  auto mechanism = choose_mechanism(m_capabilities.mechanisms, m_input.credentials);
  if (!mechanism) {
    const Stop nothing_offered = m_encrypted ? Stop::auth_not_offered : Stop::auth_needs_tls;
    stop(m_capabilities.mechanisms.empty() ? nothing_offered : Stop::auth_mechanism_unsupported);
    return leave(Farewell::quit);
  }
  m_facts.auth.mechanism = mechanism->name();
  m_exchange.emplace(std::move(mechanism), m_encrypted ? InitialResponse::allowed : InitialResponse::withheld,
                     m_input.redactor);
  auto command = m_exchange->open();
  if (!command) {
    return break_off(std::move(command.error()));
  }
  ask(Awaited::auth, std::move(*command));
  note_attempt();
}

void Client::on_auth(const RawReply& reply) {
  m_facts.auth.reply = kept(reply);
  switch (reply.status()) {
    case ReplyStatus::positive:
      if (reply.code == 235 && m_exchange->password_sent()) {
        return accept();
      }
      // A yes to something else than the password, which proves nothing about it.
      return refuse(Stop::preauthenticated, reply);
    case ReplyStatus::continuation:
      return reply.code == 334 ? on_challenge(reply) : break_off_unexpected(reply, "AUTH");
    case ReplyStatus::temporary:
    case ReplyStatus::negative:
    case ReplyStatus::farewell: return refuse(Stop::auth_refused, reply);
    case ReplyStatus::preauth: return;
  }
}

void Client::on_challenge(const RawReply& reply) {
  auto answer = m_exchange->answer(trimmed(reply.text()));
  if (!answer) {
    m_facts.auth.cancelled = true;
    m_wants.flight.push_back(plain_command("*"));  // RFC 4954 §4
    return break_off(std::move(answer.error()), last_line_of(reply.lines));
  }
  ask(Awaited::auth, std::move(*answer));
  note_attempt();
}

void Client::note_attempt() {
  if (!m_left) {
    m_facts.auth.attempted = m_exchange->password_sent();
  }
}

void Client::accept() {
  m_facts.auth.accepted = true;
  pass();
  if (m_input.after_login == AfterLogin::hand_over) {
    m_decided = true;
    m_handed_over = true;
    return;
  }
  if (m_input.check_sender) {
    return check_sender();
  }
  m_decided = true;
  leave(Farewell::quit);
}

}  // namespace pecprobe::smtp
