#include "probe/rotation/verify/conclusion.hpp"

#include <algorithm>

namespace pecprobe {

namespace {

/// The server's own yes to the old password.
Diagnosis still_accepted(const ServiceFacts& facts) {
  Diagnosis diagnosis;
  diagnosis.code = Code::old_password_still_accepted;
  diagnosis.retry = info(diagnosis.code).retry;
  if (facts.dialogue.auth.reply) {
    for (const std::string& line : facts.dialogue.auth.reply->lines) {
      diagnosis.evidence.push_back({Evidence::Kind::server_line, line});
    }
  }
  return diagnosis;
}

std::optional<PasswordAnswer> old_answer(const Verification& verification, OldPassword old_password) {
  if (verification.old_password) {
    return answer_of(*verification.old_password);
  }
  return old_password == OldPassword::given ? std::optional(PasswordAnswer::not_tried) : std::nullopt;
}

}  // namespace

void conclude_rotation(Verification& verification, OldPassword old_password) {
  verification.outcome = rotation_outcome(verification.answers(), old_answer(verification, old_password));
  if (verification.old_password && answer_of(*verification.old_password) == PasswordAnswer::accepted) {
    verification.old_password->diagnosis = still_accepted(verification.old_password->facts);
  }
}

std::optional<std::size_t> place_for_old_password(const AccountResult& account) {
  Verification verification;
  verification.account = account;
  const auto protocol = service_for_old_password(verification.answers());
  const auto found = std::find_if(account.services.begin(), account.services.end(), [&](const ServiceResult& service) {
    return protocol && service.facts.endpoint.protocol == *protocol;
  });
  return found == account.services.end() ? std::nullopt
                                         : std::optional(static_cast<std::size_t>(found - account.services.begin()));
}

AccountResult as_check(const Verification& verification) {
  AccountResult result = verification.account;
  if (verification.old_password && answer_of(*verification.old_password) != PasswordAnswer::refused) {
    const Endpoint& asked = verification.old_password->facts.endpoint;
    const auto same = std::find_if(result.services.begin(), result.services.end(),
                                   [&](const ServiceResult& service) { return service.facts.endpoint == asked; });
    if (same != result.services.end()) {
      *same = *verification.old_password;
    }
  }
  return result;
}

}  // namespace pecprobe
