// The closed list of what the verification of a receipt can find. Names are public and are never renamed.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace pecprobe {

enum class FindingCode {
  // unreadable
  message_unreadable,
  message_too_large,
  nested_too_deep,
  too_many_parts,
  certification_unreadable,
  signature_unreadable,
  // nothing of a provider's
  not_a_receipt,
  // does not hold
  kind_unknown,
  header_repeated,
  sender_unclear,
  not_signed,
  content_altered,
  several_signers,
  digest_too_weak,
  signer_certificate_missing,
  signer_not_trusted,
  signer_expired,
  signer_not_yet_valid,
  signer_not_for_mail,
  signer_is_not_sender,
  signed_in_the_future,
  certification_missing,
  certification_repeated,
  kind_differs,
  reference_differs,
  receipt_type_differs,
  // could not be verified
  rem_not_verified,
  // worth knowing; changes nothing
  digest_sha1,
  signer_expired_since,
  reference_rewritten,
  line_ends_restored,
  addressed_to_another,
  receipt_inside,
};

/// What a finding means for the whole.
enum class FindingWeight { remark, unverified, not_a_receipt, fault, unreadable };

struct FindingInfo {
  FindingCode code;
  std::string_view name;
  FindingWeight weight;
};

/// In the order of the enumeration.
[[nodiscard]] const std::array<FindingInfo, 33>& all_findings() noexcept;
[[nodiscard]] const FindingInfo& info(FindingCode code) noexcept;
[[nodiscard]] std::string_view to_string(FindingCode code) noexcept;
[[nodiscard]] std::string_view to_string(FindingWeight weight) noexcept;

/// `detail` has no language: what was found, or what stands against what; bytes from outside.
struct Finding {
  FindingCode code;
  std::string detail{};

  bool operator==(const Finding&) const = default;
};

}  // namespace pecprobe
