#include "probe/rotation/verify/answer.hpp"

namespace pecprobe {

namespace {

bool turned_login_down(const ServiceResult& service) noexcept {
  const DialogueFacts& dialogue = service.facts.dialogue;
  return dialogue.auth.attempted && !dialogue.auth.accepted && dialogue.stop == Stop::auth_refused;
}

/// Codes of a refusal for the credentials' sake. Not those that take the password for right or say nothing about it:
/// a lock, a certificate that is asked for, words that no rule knows.
bool refuses_credentials(Code code) noexcept {
  return code == Code::auth_rejected || code == Code::auth_password_expired ||
         code == Code::auth_app_password_required || code == Code::auth_protocol_disabled ||
         code == Code::auth_account_disabled;
}

}  // namespace

std::string_view to_string(PasswordAnswer answer) noexcept {
  switch (answer) {
    case PasswordAnswer::accepted: return "accepted";
    case PasswordAnswer::refused: return "refused";
    case PasswordAnswer::unsettled: return "unsettled";
    case PasswordAnswer::not_tried: return "not_tried";
  }
  return "";
}

PasswordAnswer answer_of(const ServiceResult& service) noexcept {
  if (service.diagnosis.code == Code::skipped_lockout_guard) {
    return PasswordAnswer::not_tried;
  }
  if (service.remembered) {
    return PasswordAnswer::refused;
  }
  if (service.facts.dialogue.auth.accepted) {
    return PasswordAnswer::accepted;
  }
  return turned_login_down(service) && refuses_credentials(service.diagnosis.code) ? PasswordAnswer::refused
                                                                                   : PasswordAnswer::unsettled;
}

bool may_be_propagation(const ServiceResult& service) noexcept {
  if (service.remembered || !turned_login_down(service)) {
    return false;
  }
  const Diagnosis& diagnosis = service.diagnosis;
  const bool is_generic_refusal =
      diagnosis.code == Code::auth_rejected ||
      (diagnosis.code == Code::auth_protocol_disabled && diagnosis.certainty == Certainty::deduced);
  return is_generic_refusal || diagnosis.code == Code::auth_temporary;
}

bool speaks_of_a_lock(const ServiceResult& service) noexcept {
  const Code code = service.diagnosis.code;
  return code == Code::auth_locked || code == Code::rate_limited || code == Code::auth_connection_limit ||
         code == Code::access_denied;
}

}  // namespace pecprobe
