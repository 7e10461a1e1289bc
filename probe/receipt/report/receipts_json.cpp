#include "probe/receipt/report/receipt_formats.hpp"
#include "probe/receipt/report/receipt_sentences.hpp"
#include "probe/report/dates.hpp"

#include <nlohmann/json.hpp>

namespace pecprobe {

namespace {

using Json = nlohmann::ordered_json;

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json time_or_null(const std::optional<std::chrono::sys_seconds>& time) {
  return time ? Json(report_time(*time)) : Json(nullptr);
}

Json headers_json(const ReceiptHeaders& headers) {
  return {{"from", text_or_null(headers.from)},
          {"to", headers.to},
          {"subject", text_or_null(headers.subject)},
          {"date", text_or_null(headers.date)},
          {"message_id", text_or_null(headers.message_id)},
          {"reference", text_or_null(headers.reference)},
          {"receipt", text_or_null(headers.receipt)},
          {"transport", text_or_null(headers.transport)},
          {"receipt_type", text_or_null(headers.receipt_type)}};
}

Json certification_json(const std::optional<Certification>& certification) {
  if (!certification) {
    return nullptr;
  }
  const Certification& data = *certification;
  Json recipients = Json::array();
  for (const CertifiedRecipient& recipient : data.recipients) {
    recipients.push_back({{"address", recipient.address}, {"type", text_or_null(recipient.kind)}});
  }
  return {{"type", text_or_null(data.kind)},
          {"error", text_or_null(data.error)},
          {"sender", text_or_null(data.sender)},
          {"recipients", std::move(recipients)},
          {"reply_to", text_or_null(data.reply_to)},
          {"subject", text_or_null(data.subject)},
          {"provider", text_or_null(data.provider)},
          {"at", time_or_null(data.at)},
          {"identifier", text_or_null(data.identifier)},
          {"message_id", text_or_null(data.message_id)},
          {"receipt_type", text_or_null(data.receipt_type)},
          {"delivered_to", text_or_null(data.delivered_to)},
          {"error_detail", text_or_null(data.error_detail)}};
}

Json signature_json(const std::optional<Signature>& signature) {
  if (!signature) {
    return nullptr;
  }
  Json signer = nullptr;
  if (const auto& facts = signature->signer) {
    signer = {{"subject", facts->subject},
              {"issuer", facts->issuer},
              {"addresses", signature->signer_addresses},
              {"not_before", report_time(facts->not_before)},
              {"not_after", report_time(facts->not_after)},
              {"key", facts->key},
              {"sha256", facts->sha256}};
  }
  return {{"digest", text_or_null(signature->digest)},
          {"signed_at", time_or_null(signature->signed_at)},
          {"signer", std::move(signer)},
          {"revocation", "not_checked"}};
}

Json file_json(const VerifiedFile& each, const Wording& wording) {
  const Receipt& receipt = each.receipt;
  Json rem = Json::array();
  for (const RemEvidence& evidence : receipt.rem) {
    rem.push_back({{"event", text_or_null(evidence.event)},
                   {"identifier", text_or_null(evidence.identifier)},
                   {"time", text_or_null(evidence.time)},
                   {"signature", evidence.has_signature ? "not_verified" : "absent"}});
  }
  Json findings = Json::array();
  for (const Finding& finding : receipt.findings) {
    findings.push_back({{"code", to_string(finding.code)},
                        {"weight", to_string(info(finding.code).weight)},
                        {"detail", text_or_null(finding.detail)},
                        {"text", finding_sentence(finding, wording)}});
  }
  return {{"file", each.file},
          {"bytes", each.size},
          {"verdict", to_string(receipt.verdict())},
          {"text", verdict_sentence(receipt, wording)},
          {"kind", to_string(receipt.kind)},
          {"kind_text", kind_sentence(receipt, wording)},
          {"tells_failure", tells_failure(receipt.kind)},
          {"findings", std::move(findings)},
          {"headers", headers_json(receipt.headers)},
          {"certification", certification_json(receipt.certification)},
          {"signature", signature_json(receipt.signature)},
          {"rem", std::move(rem)}};
}

std::string text_of(const Json& json, int indent) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace

std::string receipts_json(const ReceiptReport& report, const SinkOptions& options) {
  Json summary = {{"receipts", report.files.size()}};
  for (const ReceiptVerdict verdict : {ReceiptVerdict::holds, ReceiptVerdict::unverified, ReceiptVerdict::does_not_hold,
                                       ReceiptVerdict::not_a_receipt, ReceiptVerdict::unreadable}) {
    summary[std::string(to_string(verdict))] = report.count(verdict);
  }
  Json files = Json::array();
  for (const VerifiedFile& each : report.files) {
    files.push_back(file_json(each, Wording::of(options.language)));
  }
  return text_of({{"schema", "pecprobe.receipt/1"},
                  {"lang", options.language.tag()},
                  {"tool",
                   {{"name", "pecprobe"},
                    {"version", report.tool.version},
                    {"libcurl", report.tool.libcurl},
                    {"openssl", report.tool.openssl}}},
                  {"verified_at", report_time(report.verified_at)},
                  {"summary", std::move(summary)},
                  {"receipts", std::move(files)}},
                 2);
}

std::string receipts_json_lines(const ReceiptReport& report, const SinkOptions& options) {
  std::string lines;
  for (const VerifiedFile& each : report.files) {
    lines += text_of(file_json(each, Wording::of(options.language)), -1);
  }
  return lines;
}

}  // namespace pecprobe
