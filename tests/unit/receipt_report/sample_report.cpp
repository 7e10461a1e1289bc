#include "tests/unit/receipt_report/sample_report.hpp"

namespace pecprobe::test {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::sys_seconds k_at = std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} + 9h;

Signature signature_of(std::string subject) {
  Signature signature;
  signature.digest = "SHA256";
  signature.signed_at = k_at + 1s;
  signature.signer_addresses = {"posta-certificata@gestore.example"};
  CertificateFacts signer;
  signer.subject = std::move(subject);
  signer.issuer = "CN=Test PEC CA";
  signer.not_before = std::chrono::sys_days{std::chrono::year{2026} / 1 / 1};
  signer.not_after = std::chrono::sys_days{std::chrono::year{2028} / 1 / 1};
  signer.sha256 = std::string(64, 'a');
  signer.key = "RSA 2048";
  signature.signer = signer;
  return signature;
}

Certification certified(std::string kind) {
  Certification data;
  data.kind = std::move(kind);
  data.error = "nessuno";
  data.sender = "casella@pec.example";
  data.recipients = {{"altri@pec.example", "certificato"}};
  data.reply_to = data.sender;
  data.subject = "Fattura 7";
  data.provider = "Gestore PEC di prova S.p.A.";
  data.at = k_at;
  data.identifier = "opec2.1";
  data.message_id = "<1.20261122@pec.example>";
  data.receipt_type = "completa";
  data.delivered_to = "altri@pec.example";
  return data;
}

Receipt good() {
  Receipt receipt;
  receipt.kind = ReceiptKind::delivery;
  receipt.headers = {"posta-certificata@gestore.example",
                     {"casella@pec.example"},
                     "CONSEGNA: Fattura 7",
                     "Sun, 22 Nov 2026 09:00:00 +0000",
                     "<opec2.1@gestore.example>",
                     "<1.20261122@pec.example>",
                     "avvenuta-consegna",
                     "",
                     "completa"};
  receipt.certification = certified("avvenuta-consegna");
  receipt.signature = signature_of("CN=Gestore PEC di prova S.p.A.");
  receipt.findings = {{FindingCode::digest_sha1, "SHA1"}};
  return receipt;
}

Receipt hostile() {
  const std::string text = "=cmd|'/c calc' <script>alert(1)</script> \x1b[31m \"x\" # % :: ]]> \xe2\x80\xae\xff";
  Receipt receipt = good();
  receipt.headers.subject = receipt.headers.date = receipt.headers.receipt = text;
  receipt.headers.to = {text};
  receipt.certification = certified(text);
  receipt.certification->subject = receipt.certification->error_detail = receipt.certification->provider = text;
  receipt.certification->error = "altro";
  receipt.signature = signature_of(text);
  receipt.findings = {{FindingCode::kind_differs, text}, {FindingCode::signer_not_trusted, text}};
  return receipt;
}

Receipt rem() {
  Receipt receipt;
  receipt.kind = ReceiptKind::rem;
  receipt.headers.from = "posta-certificata@gestore.example";
  receipt.rem = {{"SubmissionAcceptance", "ev-1", "2026-11-22T09:00:00Z", true}};
  receipt.signature = signature_of("CN=Gestore PEC di prova S.p.A.");
  receipt.findings = {{FindingCode::rem_not_verified, "SubmissionAcceptance"}};
  return receipt;
}

Receipt with(FindingCode code) {
  Receipt receipt;
  receipt.findings = {{code, {}}};
  return receipt;
}

}  // namespace

ReceiptReport sample_receipts() {
  ReceiptReport report;
  report.tool = {"0.1.0", "7.88.1", "3.0.15"};
  report.verified_at = k_at + 1h;
  report.files = {{"consegna.eml", 5000, good()},
                  {"=falsa \"1\".eml", 5001, hostile()},
                  {"rem.eml", 9000, rem()},
                  {"lettera.eml", 800, with(FindingCode::not_a_receipt)},
                  {"bomba.eml", 100, with(FindingCode::nested_too_deep)}};
  return printable(std::move(report));
}

}  // namespace pecprobe::test
