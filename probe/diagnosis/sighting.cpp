#include "probe/diagnosis/sighting.hpp"

#include <string>

namespace pecprobe {

namespace {

const Reply* address_of(const std::optional<Reply>& reply) noexcept { return reply ? &*reply : nullptr; }

const Reply* refusal_of(const DialogueFacts& d) noexcept {
  switch (d.stop) {
    case Stop::greeting_refused: return address_of(d.greeting);
    case Stop::starttls_refused: return address_of(d.starttls_reply);
    case Stop::commands_refused: return address_of(d.capability_reply);
    case Stop::auth_refused: return address_of(d.auth.reply);
    case Stop::mailbox_refused: return address_of(d.mailbox_reply);
    case Stop::sender_refused: return address_of(d.sender_reply);
    case Stop::recipient_refused: return address_of(d.recipient_reply);
    case Stop::closed:
    case Stop::reset: return address_of(d.farewell);
    case Stop::none:
    case Stop::not_this_protocol:
    case Stop::starttls_not_offered:
    case Stop::starttls_injection:
    case Stop::auth_not_offered:
    case Stop::auth_needs_tls:
    case Stop::auth_mechanism_unsupported:
    case Stop::preauthenticated:
    case Stop::protocol_error:
    case Stop::timed_out:
    case Stop::tls_failed:
    case Stop::cancelled: return nullptr;
  }
  return nullptr;
}

Moment moment_of(Step step) noexcept {
  switch (step) {
    case Step::resolve:
    case Step::connect:
    case Step::tls:
    case Step::greeting:
    case Step::capabilities: return Moment::before_login;
    case Step::starttls: return Moment::starttls;
    case Step::authenticate: return Moment::login;
    case Step::mailbox:
    case Step::sender:
    case Step::recipient:
    case Step::logout: return Moment::after_login;
  }
  return Moment::none;
}

Moment moment_of(const DialogueFacts& d) noexcept {
  switch (d.stop) {
    case Stop::greeting_refused:
    case Stop::commands_refused: return Moment::before_login;
    case Stop::starttls_refused: return Moment::starttls;
    case Stop::auth_refused: return Moment::login;
    case Stop::mailbox_refused:
    case Stop::sender_refused:
    case Stop::recipient_refused: return Moment::after_login;
    case Stop::closed:
    case Stop::reset: return moment_of(d.stopped_at);
    case Stop::none:
    case Stop::not_this_protocol:
    case Stop::starttls_not_offered:
    case Stop::starttls_injection:
    case Stop::auth_not_offered:
    case Stop::auth_needs_tls:
    case Stop::auth_mechanism_unsupported:
    case Stop::preauthenticated:
    case Stop::protocol_error:
    case Stop::timed_out:
    case Stop::tls_failed:
    case Stop::cancelled: return Moment::none;
  }
  return Moment::none;
}

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) {
    all += text;
    all += '\n';
  }
  return all;
}

}  // namespace

Sighting::Sighting(const ServiceFacts& service)
    : facts(service),
      dialogue(service.dialogue),
      refusal(refusal_of(dialogue)),
      moment(moment_of(dialogue)),
      words(refusal != nullptr ? Words(refusal->text) : Words()),
      alerts(joined(dialogue.alerts)) {}

bool Sighting::has_response_code(std::string_view code) const noexcept {
  return refusal != nullptr && refusal->response_code == code;
}

bool Sighting::has_code(int code) const noexcept { return refusal != nullptr && refusal->code == code; }

std::string_view Sighting::status_detail() const noexcept {
  if (refusal == nullptr || refusal->enhanced.size() < 2 || refusal->enhanced[1] != '.') {
    return {};
  }
  return std::string_view(refusal->enhanced).substr(2);
}

bool Sighting::is_transient() const noexcept { return refusal != nullptr && refusal->code / 100 == 4; }

bool Sighting::is_farewell() const noexcept { return refusal != nullptr && refusal->status == ReplyStatus::farewell; }

bool Sighting::is_encrypted() const noexcept { return facts.tls && facts.tls->verified(); }

}  // namespace pecprobe
