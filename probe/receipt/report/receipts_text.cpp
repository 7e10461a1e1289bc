#include "probe/receipt/report/receipt_formats.hpp"
#include "probe/receipt/report/receipt_sentences.hpp"
#include "probe/report/layout.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace pecprobe {

namespace {

constexpr std::size_t k_shown_recipients = 5;

Tone tone_of(ReceiptVerdict verdict) {
  switch (verdict) {
    case ReceiptVerdict::holds: return Tone::good;
    case ReceiptVerdict::unverified: return Tone::caution;
    case ReceiptVerdict::does_not_hold:
    case ReceiptVerdict::not_a_receipt:
    case ReceiptVerdict::unreadable: break;
  }
  return Tone::bad;
}

std::string recipients_of(const Certification& data) {
  std::vector<std::string> shown;
  for (const CertifiedRecipient& recipient : data.recipients) {
    if (shown.size() == k_shown_recipients) {
      shown.emplace_back("…");
      break;
    }
    shown.push_back(recipient.address);
  }
  return fmt::format("{}", fmt::join(shown, ", "));
}

std::string certification_lines(const Certification& data, const Wording& wording) {
  std::string out =
      wrapped("  ", wording.text("receipt.message", fmt::arg("subject", data.subject), fmt::arg("sender", data.sender),
                                 fmt::arg("recipients", recipients_of(data))));
  if (!data.message_id.empty()) {
    out += wrapped("  ", wording.text("receipt.identifier", fmt::arg("identifier", data.message_id)));
  }
  out += wrapped("  ", wording.text("receipt.certified", fmt::arg("provider", data.provider),
                                    fmt::arg("time", data.at ? second_of(*data.at, wording) : "?")));
  if (!data.error.empty() && data.error != "nessuno") {
    out += wrapped("  ",
                   wording.text("receipt.error", fmt::arg("error", data.error), fmt::arg("detail", data.error_detail)));
  }
  return out;
}

std::string signature_lines(const Signature& signature, const Wording& wording, bool is_verbose) {
  if (!signature.signer) {
    return {};
  }
  const CertificateFacts& signer = *signature.signer;
  std::string out = wrapped(
      "  ", wording.text("receipt.signed", fmt::arg("signer", signer.subject), fmt::arg("issuer", signer.issuer),
                         fmt::arg("time", signature.signed_at ? second_of(*signature.signed_at, wording) : "?"),
                         fmt::arg("digest", signature.digest)));
  if (is_verbose) {
    out += wrapped("  ", wording.text("receipt.certificate", fmt::arg("from", second_of(signer.not_before, wording)),
                                      fmt::arg("until", second_of(signer.not_after, wording)),
                                      fmt::arg("key", signer.key), fmt::arg("sha256", signer.sha256)));
  }
  return out;
}

std::string paragraph(const VerifiedFile& each, const SinkOptions& options) {
  const Wording& wording = Wording::of(options.language);
  const Receipt& receipt = each.receipt;
  std::string out = painted(each.file, Tone::strong, options.colour) + '\n';
  out += painted(wrapped("  ", verdict_sentence(receipt, wording)), tone_of(receipt.verdict()), options.colour);
  if (receipt.kind != ReceiptKind::none) {
    out += wrapped("  ", kind_sentence(receipt, wording));
  }
  for (const std::string& sentence : finding_sentences(receipt, wording)) {
    out += wrapped("  - ", sentence);
  }
  if (receipt.certification) {
    out += certification_lines(*receipt.certification, wording);
  }
  if (receipt.signature) {
    out += signature_lines(*receipt.signature, wording, options.verbose);
  }
  return out;
}

}  // namespace

std::string receipts_text(const ReceiptReport& report, const SinkOptions& options) {
  std::string out;
  for (const VerifiedFile& each : report.files) {
    if (!options.quiet || each.receipt.verdict() != ReceiptVerdict::holds) {
      out += paragraph(each, options) + '\n';
    }
  }
  return out + wrapped("", conclusion(report, Wording::of(options.language)));
}

}  // namespace pecprobe
