// May this login send as this address? A transaction that is begun and taken back: MAIL, RCPT,
// RSET, never DATA.
#include "protocols/base/text.hpp"
#include "protocols/smtp/client.hpp"
#include "protocols/smtp/commands.hpp"

namespace pecprobe::smtp {

namespace {

/// True when a refusal of RCPT is about the sender: Postfix checks it only there, and says
/// `553 5.7.1 <x>: Sender address rejected: not owned by user y`. The enhanced codes stand for a
/// policy (x.7.1, RFC 3463 §3.8) or a bad sender's address (x.1.7 and x.1.8, RFC 3463 §3.2).
bool blames_sender(const RawReply& reply) {
  const std::string_view enhanced = reply.enhanced();
  const bool is_about_addresses =
      reply.code == 553 || enhanced == "5.7.1" || enhanced.ends_with(".1.7") || enhanced.ends_with(".1.8");
  return is_about_addresses && icontains(reply.text(), "sender");
}

}  // namespace

const std::string& Client::recipient() const {
  return m_input.check_recipient ? *m_input.check_recipient : *m_input.check_sender;
}

void Client::check_sender() {
  const bool needs_utf8 = !is_ascii(*m_input.check_sender) || !is_ascii(recipient());
  const auto form = needs_utf8 && m_capabilities.has("SMTPUTF8") ? AddressForm::utf8 : AddressForm::ascii;
  begin(Step::sender);
  ask(Awaited::mail, mail_command(*m_input.check_sender, form));
  if (m_left || !m_capabilities.has("PIPELINING")) {
    return;
  }
  m_pipelined = true;  // QUIT may only be the last of a group (RFC 2920 §3.1)
  ask(Awaited::rcpt, rcpt_command(recipient()));
  ask(Awaited::rset, plain_command("RSET"));
  ask(Awaited::quit, plain_command("QUIT"));
}

void Client::on_mail(const RawReply& reply) {
  m_facts.sender_reply = kept(reply);
  switch (reply.status()) {
    case ReplyStatus::positive:
      pass();
      begin(Step::recipient);
      if (!m_pipelined) {
        ask(Awaited::rcpt, rcpt_command(recipient()));
      }
      return;
    case ReplyStatus::temporary:
    case ReplyStatus::negative:
    case ReplyStatus::farewell:
      stop(Stop::sender_refused);
      mark(Step::recipient, StepMark::Event::skipped);
      if (reply.status() == ReplyStatus::farewell) {
        leave(Farewell::none);
      } else if (!m_pipelined) {
        take_back();
      }  // else RCPT has its answer under way: it is kept, but decides nothing (mostly 503)
      return;
    case ReplyStatus::continuation:
    case ReplyStatus::preauth: return break_off_unexpected(reply, "MAIL");
  }
}

void Client::on_rcpt(const RawReply& reply) {
  m_facts.recipient_reply = kept(reply);
  switch (reply.status()) {
    case ReplyStatus::positive:
      if (!m_decided) {
        pass();
        m_decided = true;
      }
      break;
    case ReplyStatus::temporary:
    case ReplyStatus::negative:
    case ReplyStatus::farewell:
      if (m_decided) {
        break;
      }
      if (blames_sender(reply)) {
        m_facts.sender_reply = m_facts.recipient_reply;  // the answer that decided about the sender
        stop(Stop::sender_refused);
      } else {
        stop(Stop::recipient_refused);
      }
      break;
    case ReplyStatus::continuation:
    case ReplyStatus::preauth: return break_off_unexpected(reply, "RCPT");
  }
  if (reply.status() == ReplyStatus::farewell) {
    leave(Farewell::none);
  } else {
    take_back();
  }
}

void Client::take_back() {
  if (m_pipelined) {
    leave(Farewell::quit);  // RSET and QUIT are on their way already
  } else {
    ask(Awaited::rset, plain_command("RSET"));
  }
}

}  // namespace pecprobe::smtp
