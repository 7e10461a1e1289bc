#include "probe/receipt/report/receipt_report.hpp"

#include "protocols/base/text.hpp"

#include <algorithm>
#include <functional>

namespace pecprobe {

namespace {

constexpr std::size_t k_longest_text = 1000;  // bytes

using Change = std::function<std::string(const std::string&)>;

/// What is done to each kind of text of a receipt.
struct Changes {
  Change address;
  Change identifier;
  Change subject;
  Change text;
};

void apply(ReceiptHeaders& headers, const Changes& change) {
  headers.from = change.text(headers.from);  // the provider's
  std::transform(headers.to.begin(), headers.to.end(), headers.to.begin(), change.address);
  headers.subject = change.subject(headers.subject);
  headers.date = change.text(headers.date);
  headers.message_id = change.identifier(headers.message_id);
  headers.reference = change.identifier(headers.reference);
  headers.receipt = change.text(headers.receipt);
  headers.transport = change.text(headers.transport);
  headers.receipt_type = change.text(headers.receipt_type);
}

void apply(Certification& data, const Changes& change) {
  for (std::string* text : {&data.kind, &data.error, &data.provider, &data.receipt_type, &data.error_detail}) {
    *text = change.text(*text);
  }
  for (std::string* address : {&data.sender, &data.reply_to, &data.delivered_to}) {
    *address = change.address(*address);
  }
  for (CertifiedRecipient& recipient : data.recipients) {
    recipient = {change.address(recipient.address), change.text(recipient.kind)};
  }
  data.subject = change.subject(data.subject);
  data.identifier = change.identifier(data.identifier);
  data.message_id = change.identifier(data.message_id);
}

void apply(Signature& signature, const Changes& change) {
  std::transform(signature.signer_addresses.begin(), signature.signer_addresses.end(),
                 signature.signer_addresses.begin(), change.text);
  if (signature.signer) {
    signature.signer->subject = change.text(signature.signer->subject);
    signature.signer->issuer = change.text(signature.signer->issuer);
  }
}

void apply(Receipt& receipt, const Changes& change) {
  apply(receipt.headers, change);
  if (receipt.certification) {
    apply(*receipt.certification, change);
  }
  if (receipt.signature) {
    apply(*receipt.signature, change);
  }
  for (RemEvidence& evidence : receipt.rem) {
    evidence.event = change.text(evidence.event);
    evidence.identifier = change.identifier(evidence.identifier);
    evidence.time = change.text(evidence.time);
  }
  for (Finding& finding : receipt.findings) {
    finding.detail = change.text(finding.detail);
  }
}

}  // namespace

std::size_t ReceiptReport::count(ReceiptVerdict verdict) const noexcept {
  return static_cast<std::size_t>(std::count_if(
      files.begin(), files.end(), [&](const VerifiedFile& each) { return each.receipt.verdict() == verdict; }));
}

ReceiptReport printable(ReceiptReport report) {
  const Change safe = [](const std::string& text) { return printable(std::string_view(text), k_longest_text); };
  for (VerifiedFile& each : report.files) {
    each.file = safe(each.file);
    apply(each.receipt, {safe, safe, safe, safe});
  }
  return report;
}

ReceiptReport share(ReceiptReport report, Aliases& aliases) {
  const Changes changes = {[&](const std::string& text) { return aliases.alias(AliasKind::account, text); },
                           [&](const std::string& text) { return aliases.alias(AliasKind::id, text); },
                           [](const std::string&) { return std::string{}; },
                           [&](const std::string& text) { return aliases.mask(text); }};
  for (VerifiedFile& each : report.files) {
    each.file = aliases.alias(AliasKind::id, each.file);
    apply(each.receipt, changes);
  }
  return report;
}

}  // namespace pecprobe
