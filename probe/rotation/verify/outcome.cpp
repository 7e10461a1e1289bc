#include "probe/rotation/verify/outcome.hpp"

#include <algorithm>
#include <array>

namespace pecprobe {

namespace {

using Answers = std::vector<ServiceAnswer>;

std::size_t count_of(const Answers& answers, PasswordAnswer wanted) {
  return static_cast<std::size_t>(
      std::count_if(answers.begin(), answers.end(), [&](const ServiceAnswer& one) { return one.answer == wanted; }));
}

bool all_accept(const Answers& answers) {
  return !answers.empty() && count_of(answers, PasswordAnswer::accepted) == answers.size();
}

/// Whether services of `direction` gave `wanted`, and all of them.
bool all_of_direction(const Answers& answers, Direction direction, PasswordAnswer wanted) {
  const auto is_other_way = [&](const ServiceAnswer& one) { return direction_of(one.protocol) != direction; };
  return !std::all_of(answers.begin(), answers.end(), is_other_way) &&
         std::all_of(answers.begin(), answers.end(),
                     [&](const ServiceAnswer& one) { return is_other_way(one) || one.answer == wanted; });
}

VerificationOutcome half_done(const Answers& answers) {
  VerificationOutcome outcome{VerificationResult::half_done};
  for (const ServiceAnswer& one : answers) {
    if (one.answer == PasswordAnswer::refused) {
      outcome.lagging.push_back(one.protocol);
    }
  }
  const bool sending_refuses = all_of_direction(answers, Direction::send, PasswordAnswer::refused);
  const bool receiving_accepts = all_of_direction(answers, Direction::receive, PasswordAnswer::accepted);
  const bool sending_accepts = all_of_direction(answers, Direction::send, PasswordAnswer::accepted);
  const bool receiving_refuses = all_of_direction(answers, Direction::receive, PasswordAnswer::refused);
  if (sending_refuses && receiving_accepts) {
    outcome.half = HalfDone::sending;
  } else if (receiving_refuses && sending_accepts) {
    outcome.half = HalfDone::receiving;
  } else if (!sending_refuses) {
    outcome.half = HalfDone::one_of_two;
  }
  return outcome;
}

VerificationResult result_with_old_password(std::optional<PasswordAnswer> old_password) {
  switch (old_password.value_or(PasswordAnswer::refused)) {
    case PasswordAnswer::accepted: return VerificationResult::old_password_still_accepted;
    case PasswordAnswer::refused: return VerificationResult::complete;
    case PasswordAnswer::unsettled:
    case PasswordAnswer::not_tried: break;
  }
  return VerificationResult::unverifiable;
}

}  // namespace

std::string_view to_string(VerificationKind kind) noexcept {
  return kind == VerificationKind::rotation ? "rotation" : "deactivation";
}

std::string_view to_string(VerificationResult result) noexcept {
  switch (result) {
    case VerificationResult::complete: return "complete";
    case VerificationResult::half_done: return "half_done";
    case VerificationResult::old_password_still_accepted: return "old_password_still_accepted";
    case VerificationResult::new_password_refused: return "new_password_refused";
    case VerificationResult::deactivated: return "deactivated";
    case VerificationResult::deactivated_password_still_accepted: return "deactivated_password_still_accepted";
    case VerificationResult::unverifiable: return "unverifiable";
  }
  return "";
}

std::string_view to_string(HalfDone half) noexcept {
  switch (half) {
    case HalfDone::sending: return "sending";
    case HalfDone::receiving: return "receiving";
    case HalfDone::one_of_two: return "one_of_two";
  }
  return "";
}

VerificationOutcome rotation_outcome(const Answers& new_password, std::optional<PasswordAnswer> old_password) {
  if (all_accept(new_password)) {
    return {result_with_old_password(old_password)};
  }
  const std::size_t refusals = count_of(new_password, PasswordAnswer::refused);
  const std::size_t acceptances = count_of(new_password, PasswordAnswer::accepted);
  if (refusals > 0) {
    return acceptances > 0 ? half_done(new_password) : VerificationOutcome{VerificationResult::new_password_refused};
  }
  return {VerificationResult::unverifiable};
}

VerificationOutcome deactivation_outcome(const Answers& answers) {
  if (count_of(answers, PasswordAnswer::accepted) > 0) {
    return {VerificationResult::deactivated_password_still_accepted};
  }
  const bool all_refuse = !answers.empty() && count_of(answers, PasswordAnswer::refused) == answers.size();
  return {all_refuse ? VerificationResult::deactivated : VerificationResult::unverifiable};
}

std::optional<Protocol> service_for_old_password(const Answers& answers) {
  constexpr std::array k_preferred = {Protocol::smtp, Protocol::imap, Protocol::pop3};
  if (!all_accept(answers)) {
    return std::nullopt;
  }
  const auto is_there = [&](Protocol protocol) {
    return std::any_of(answers.begin(), answers.end(),
                       [&](const ServiceAnswer& one) { return one.protocol == protocol; });
  };
  const auto* found = std::find_if(k_preferred.begin(), k_preferred.end(), is_there);
  return found == k_preferred.end() ? std::nullopt : std::optional(*found);
}

}  // namespace pecprobe
