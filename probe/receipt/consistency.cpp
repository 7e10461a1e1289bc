#include "probe/receipt/consistency.hpp"

#include "protocols/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pecprobe {

namespace {

/// `<abc@host>` without its angle brackets and blanks.
std::string_view bare_identifier(std::string_view identifier) {
  identifier = trimmed(identifier);
  if (identifier.size() >= 2 && identifier.front() == '<' && identifier.back() == '>') {
    identifier = identifier.substr(1, identifier.size() - 2);
  }
  return identifier;
}

std::string_view local_part(std::string_view identifier) { return identifier.substr(0, identifier.rfind('@')); }

std::string against(std::string_view header, std::string_view certified) {
  return fmt::format("{} / {}", header, certified);
}

/// Providers were seen to rewrite the domain of a Message-ID and to certify the one that it had.
std::optional<Finding> compare_reference(std::string_view header, std::string_view certified) {
  const std::string_view seen = bare_identifier(header);
  const std::string_view meant = bare_identifier(certified);
  if (seen.empty() || meant.empty() || seen == meant) {
    return std::nullopt;
  }
  const bool is_rewritten = local_part(seen) == local_part(meant) && !local_part(seen).empty();
  return Finding{is_rewritten ? FindingCode::reference_rewritten : FindingCode::reference_differs,
                 against(seen, meant)};
}

/// A receipt goes to the sender of the message; the envelope to its recipients; the rest between providers.
bool is_for_the_sender(ReceiptKind kind) noexcept {
  switch (kind) {
    case ReceiptKind::acceptance:
    case ReceiptKind::non_acceptance:
    case ReceiptKind::delivery:
    case ReceiptKind::delivery_warning:
    case ReceiptKind::delivery_error: return true;
    case ReceiptKind::taken_in_charge:
    case ReceiptKind::virus:
    case ReceiptKind::envelope:
    case ReceiptKind::anomaly:
    case ReceiptKind::rem:
    case ReceiptKind::none: break;
  }
  return false;
}

bool is_addressed_to(const std::vector<std::string>& to, std::string_view address) {
  return std::any_of(to.begin(), to.end(), [&](const std::string& each) { return iequals(each, address); });
}

}  // namespace

std::vector<Finding> consistency_findings(const Receipt& receipt, const Certification& certification) {
  std::vector<Finding> findings;
  const ReceiptHeaders& headers = receipt.headers;
  if (kind_of_certification(certification.kind) != receipt.kind) {
    findings.push_back({FindingCode::kind_differs,
                        against(headers.receipt.empty() ? headers.transport : headers.receipt, certification.kind)});
  }
  if (auto finding = compare_reference(headers.reference, certification.message_id)) {
    findings.push_back(*std::move(finding));
  }
  if (!headers.receipt_type.empty() && !certification.receipt_type.empty() &&
      !iequals(headers.receipt_type, certification.receipt_type)) {
    findings.push_back({FindingCode::receipt_type_differs, against(headers.receipt_type, certification.receipt_type)});
  }
  if (is_for_the_sender(receipt.kind) && !headers.to.empty() && !certification.sender.empty() &&
      !is_addressed_to(headers.to, certification.sender)) {
    findings.push_back({FindingCode::addressed_to_another, against(headers.to.front(), certification.sender)});
  }
  return findings;
}

}  // namespace pecprobe
