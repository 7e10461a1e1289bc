#include "probe/receipt/report/receipt_formats.hpp"
#include "probe/report/csv_row.hpp"
#include "probe/report/dates.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace pecprobe {

namespace {

std::string time_or_empty(const std::optional<std::chrono::sys_seconds>& time) {
  return time ? report_time(*time) : std::string{};
}

std::string finding_names(const Receipt& receipt) {
  std::vector<std::string_view> names;
  for (const Finding& finding : receipt.findings) {
    names.push_back(to_string(finding.code));
  }
  return fmt::format("{}", fmt::join(names, " "));
}

std::string row_of(const VerifiedFile& each) {
  const Receipt& receipt = each.receipt;
  const Certification data = receipt.certification.value_or(Certification{});
  CsvRow row;
  row.text(each.file);
  row.text(to_string(receipt.verdict()));
  row.text(to_string(receipt.kind));
  row.text(finding_names(receipt));
  row.text(data.provider);
  row.text(time_or_empty(data.at));
  row.text(data.sender);
  row.text(data.delivered_to);
  row.text(data.subject);
  row.text(data.message_id);
  row.text(data.error);
  row.text(data.error_detail);
  row.text(receipt.signature && receipt.signature->signer ? receipt.signature->signer->subject : "");
  row.text(receipt.signature ? receipt.signature->digest : "");
  row.text(receipt.signature ? time_or_empty(receipt.signature->signed_at) : "");
  return row.line();
}

}  // namespace

std::string receipts_csv(const ReceiptReport& report, const SinkOptions&) {
  std::string out =
      "file,verdict,kind,findings,provider,certified_at,sender,delivered_to,subject,message_id,error,error_detail,"
      "signer,digest,signed_at\n";
  for (const VerifiedFile& each : report.files) {
    out += row_of(each);
  }
  return out;
}

}  // namespace pecprobe
