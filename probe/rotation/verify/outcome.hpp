// What the answers of all services together say about a rotation or a deactivation.
#pragma once

#include "probe/rotation/verify/answer.hpp"
#include "protocols/base/endpoint.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace pecprobe {

enum class VerificationKind {
  rotation,      // the new password is accepted, the old one refused
  deactivation,  // every service refuses
};
[[nodiscard]] std::string_view to_string(VerificationKind kind) noexcept;

enum class VerificationResult {
  complete,                     // every service accepts the new password, and the old one, where given, is refused
  half_done,                    // some services accept the new password, others refuse it
  old_password_still_accepted,  // every service accepts the new password, and one takes the old one too
  new_password_refused,         // refused by every service that answered
  deactivated,                  // every service refuses
  deactivated_password_still_accepted,
  unverifiable,  // too few services gave an answer
};
[[nodiscard]] std::string_view to_string(VerificationResult result) noexcept;

struct ServiceAnswer {
  Protocol protocol = Protocol::imap;
  PasswordAnswer answer = PasswordAnswer::unsettled;

  bool operator==(const ServiceAnswer&) const = default;
};

/// Which half of a rotation is missing.
enum class HalfDone {
  sending,     // receiving has the new password, sending has not
  receiving,   // the reverse
  one_of_two,  // a protocol for receiving lags behind the other one
};
[[nodiscard]] std::string_view to_string(HalfDone half) noexcept;

struct VerificationOutcome {
  VerificationResult result = VerificationResult::unverifiable;
  std::optional<HalfDone> half{};   // with half_done, where it is a whole half
  std::vector<Protocol> lagging{};  // with half_done: those that refuse, in the order of the plan

  bool operator==(const VerificationOutcome&) const = default;
};

/// `old_password`: what the one service said that was asked; nothing where it was not asked.
[[nodiscard]] VerificationOutcome rotation_outcome(const std::vector<ServiceAnswer>& new_password,
                                                   std::optional<PasswordAnswer> old_password);

[[nodiscard]] VerificationOutcome deactivation_outcome(const std::vector<ServiceAnswer>& answers);

/// The service that is asked about the old password: of those of `answers`, which all accept the new one, SMTP by
/// preference, then IMAP. Nothing unless all do: the old password is not tried before the new one has passed.
[[nodiscard]] std::optional<Protocol> service_for_old_password(const std::vector<ServiceAnswer>& answers);

}  // namespace pecprobe
