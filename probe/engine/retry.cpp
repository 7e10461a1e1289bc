#include "probe/engine/retry.hpp"

#include <algorithm>

namespace pecprobe {

namespace {

bool is_connect_failure(Code code) noexcept {
  return code == Code::connect_refused || code == Code::connect_timeout || code == Code::connect_unreachable ||
         code == Code::proxy_failed;
}

bool takes_password_for_right(Code code) noexcept {
  return code == Code::mailbox_over_quota || code == Code::auth_not_authorized;
}

/// The server itself said what ended the check, after the password was sent.
bool was_answered(Stop stop) noexcept {
  return stop == Stop::auth_refused || stop == Stop::mailbox_refused || stop == Stop::sender_refused ||
         stop == Stop::recipient_refused;
}

}  // namespace

bool is_worth_another_try(const ServiceFacts& facts, const Diagnosis& diagnosis) noexcept {
  if (facts.local != LocalStop::none) {
    return false;
  }
  const bool is_temporary = info(diagnosis.code).verdict == Verdict::temporary;
  if (facts.dialogue.auth.attempted) {
    return is_temporary && was_answered(facts.dialogue.stop);
  }
  return is_temporary || is_connect_failure(diagnosis.code);
}

bool is_refusal(const ServiceFacts& facts, const Diagnosis& diagnosis) noexcept {
  return facts.dialogue.stop == Stop::auth_refused && info(diagnosis.code).verdict != Verdict::temporary &&
         !takes_password_for_right(diagnosis.code);
}

std::chrono::milliseconds wait_before_retry(int number, double jitter) noexcept {
  constexpr std::chrono::seconds k_longest{60};
  const int doublings = std::clamp(number, 1, 6);
  const std::chrono::milliseconds wait = std::min(std::chrono::seconds{1 << doublings}, k_longest);
  return wait + std::chrono::round<std::chrono::milliseconds>(wait * (0.25 * std::clamp(jitter, 0.0, 1.0)));
}

}  // namespace pecprobe
