#include "probe/receipt/finding.hpp"

namespace pecprobe {

const std::array<FindingInfo, 33>& all_findings() noexcept {
  using enum FindingWeight;
  static constexpr std::array<FindingInfo, 33> k_findings = {{
      {FindingCode::message_unreadable, "message_unreadable", unreadable},
      {FindingCode::message_too_large, "message_too_large", unreadable},
      {FindingCode::nested_too_deep, "nested_too_deep", unreadable},
      {FindingCode::too_many_parts, "too_many_parts", unreadable},
      {FindingCode::certification_unreadable, "certification_unreadable", unreadable},
      {FindingCode::signature_unreadable, "signature_unreadable", unreadable},
      {FindingCode::not_a_receipt, "not_a_receipt", not_a_receipt},
      {FindingCode::kind_unknown, "kind_unknown", fault},
      {FindingCode::header_repeated, "header_repeated", fault},
      {FindingCode::sender_unclear, "sender_unclear", fault},
      {FindingCode::not_signed, "not_signed", fault},
      {FindingCode::content_altered, "content_altered", fault},
      {FindingCode::several_signers, "several_signers", fault},
      {FindingCode::digest_too_weak, "digest_too_weak", fault},
      {FindingCode::signer_certificate_missing, "signer_certificate_missing", fault},
      {FindingCode::signer_not_trusted, "signer_not_trusted", fault},
      {FindingCode::signer_expired, "signer_expired", fault},
      {FindingCode::signer_not_yet_valid, "signer_not_yet_valid", fault},
      {FindingCode::signer_not_for_mail, "signer_not_for_mail", fault},
      {FindingCode::signer_is_not_sender, "signer_is_not_sender", fault},
      {FindingCode::signed_in_the_future, "signed_in_the_future", fault},
      {FindingCode::certification_missing, "certification_missing", fault},
      {FindingCode::certification_repeated, "certification_repeated", fault},
      {FindingCode::kind_differs, "kind_differs", fault},
      {FindingCode::reference_differs, "reference_differs", fault},
      {FindingCode::receipt_type_differs, "receipt_type_differs", fault},
      {FindingCode::rem_not_verified, "rem_not_verified", unverified},
      {FindingCode::digest_sha1, "digest_sha1", remark},
      {FindingCode::signer_expired_since, "signer_expired_since", remark},
      {FindingCode::reference_rewritten, "reference_rewritten", remark},
      {FindingCode::line_ends_restored, "line_ends_restored", remark},
      {FindingCode::addressed_to_another, "addressed_to_another", remark},
      {FindingCode::receipt_inside, "receipt_inside", remark},
  }};
  return k_findings;
}

const FindingInfo& info(FindingCode code) noexcept { return all_findings()[static_cast<std::size_t>(code)]; }

std::string_view to_string(FindingCode code) noexcept { return info(code).name; }

std::string_view to_string(FindingWeight weight) noexcept {
  switch (weight) {
    case FindingWeight::remark: return "remark";
    case FindingWeight::unverified: return "unverified";
    case FindingWeight::not_a_receipt: return "not_a_receipt";
    case FindingWeight::fault: return "fault";
    case FindingWeight::unreadable: return "unreadable";
  }
  return "unreadable";
}

}  // namespace pecprobe
