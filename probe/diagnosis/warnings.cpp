// What a service's own facts are worth a warning for.
#include "probe/diagnosis/diagnose.hpp"
#include "probe/diagnosis/evidence.hpp"
#include "probe/model/iso_date.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pecprobe {

namespace {

using std::chrono::days;
using std::chrono::floor;

/// From 1 September 2020 on, public CAs issue for at most 398 days (CA/Browser Forum Baseline
/// Requirements §6.3.2), and Apple's programs refuse what is longer. The shorter limits that follow
/// from 2026 on bind the CAs only.
constexpr days k_longest_validity{398};
constexpr std::chrono::sys_days k_limited_since = std::chrono::year{2020} / std::chrono::September / 1;

void warn_of_certificate(std::vector<Warning>& warnings, const ServiceFacts& facts, std::chrono::sys_days today,
                         days leaf_days) {
  if (!facts.tls || !facts.tls->verified()) {
    return;  // what is wrong with it is the diagnosis
  }
  if (facts.tls->host_match == HostMatch::matched_common_name_only) {
    warnings.push_back({WarningCode::cert_cn_only, facts.endpoint.host});
  }
  if (facts.tls->chain.empty()) {
    return;
  }
  const CertificateFacts& leaf = facts.tls->chain.front();
  const std::chrono::sys_days end = floor<days>(leaf.not_after);
  if (end - today <= leaf_days) {
    warnings.push_back({WarningCode::cert_expires_soon, iso_date(end)});
  }
  const auto validity = leaf.not_after - leaf.not_before;
  if (leaf.not_before >= k_limited_since && validity > k_longest_validity) {
    warnings.push_back({WarningCode::cert_long_validity, fmt::format("{}", floor<days>(validity).count())});
  }
}

enum class Family { ipv4, ipv6 };

Family family_of(const AddressAttempt& attempt) {
  return attempt.address.find(':') != std::string::npos ? Family::ipv6 : Family::ipv4;
}

/// Every address of `family` that was tried to its end failed, and there was one.
bool is_broken(std::span<const AddressAttempt> attempts, Family family) {
  std::size_t failed = 0;
  for (const AddressAttempt& attempt : attempts) {
    if (family_of(attempt) != family || attempt.outcome == ConnectOutcome::abandoned) {
      continue;
    }
    if (attempt.outcome == ConnectOutcome::connected || attempt.outcome == ConnectOutcome::local_failure) {
      return false;
    }
    ++failed;
  }
  return failed > 0;
}

bool connected_over(std::span<const AddressAttempt> attempts, Family family) {
  return std::any_of(attempts.begin(), attempts.end(), [&](const AddressAttempt& attempt) {
    return family_of(attempt) == family && attempt.outcome == ConnectOutcome::connected;
  });
}

}  // namespace

std::optional<Warning> address_warning(std::span<const AddressAttempt> attempts) {
  if (is_broken(attempts, Family::ipv6) && connected_over(attempts, Family::ipv4)) {
    return Warning{WarningCode::address_family_broken, "IPv6"};
  }
  if (is_broken(attempts, Family::ipv4) && connected_over(attempts, Family::ipv6)) {
    return Warning{WarningCode::address_family_broken, "IPv4"};
  }
  return std::nullopt;
}

std::vector<Warning> service_warnings(const ServiceFacts& facts, std::chrono::sys_days today, days leaf_days) {
  std::vector<Warning> warnings;
  warn_of_certificate(warnings, facts, today, leaf_days);
  const DialogueFacts& dialogue = facts.dialogue;
  if (dialogue.stop == Stop::none && dialogue.auth.accepted && !dialogue.farewell_answered) {
    warnings.push_back({WarningCode::no_logout_answer, ""});
  }
  if (auto warning = address_warning(facts.connect.attempts)) {
    warnings.push_back(std::move(*warning));
  }
  return warnings;
}

}  // namespace pecprobe
