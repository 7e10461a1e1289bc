// Verified receipts for programs that read tests: JUnit, TAP, GitHub.
#include "probe/receipt/report/receipt_formats.hpp"
#include "probe/receipt/report/receipt_sentences.hpp"
#include "probe/report/report_items.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace pecprobe {

namespace {

ItemOutcome outcome_of(ReceiptVerdict verdict) {
  switch (verdict) {
    case ReceiptVerdict::holds: return ItemOutcome::passed;
    case ReceiptVerdict::unverified: return ItemOutcome::undecided;
    case ReceiptVerdict::does_not_hold:
    case ReceiptVerdict::not_a_receipt:
    case ReceiptVerdict::unreadable: break;
  }
  return ItemOutcome::failed;
}

ReportItems items_of(const ReceiptReport& report, const Wording& wording) {
  ReportItems items{"receipt verify", "verdict", {}, conclusion(report, wording), {}};
  for (const VerifiedFile& each : report.files) {
    const ReceiptVerdict verdict = each.receipt.verdict();
    items.items.push_back({fmt::format("pec.receipt.{}", to_string(each.receipt.kind)), each.file, outcome_of(verdict),
                           std::string(to_string(verdict)), verdict_sentence(each.receipt, wording),
                           fmt::format("{}", fmt::join(finding_sentences(each.receipt, wording), "\n"))});
  }
  return items;
}

}  // namespace

std::string receipts_junit(const ReceiptReport& report, const SinkOptions& options) {
  return junit_of(items_of(report, Wording::of(options.language)));
}

std::string receipts_tap(const ReceiptReport& report, const SinkOptions& options) {
  return tap_of(items_of(report, Wording::of(options.language)));
}

std::string receipts_github(const ReceiptReport& report, const SinkOptions& options) {
  return github_of(items_of(report, Wording::of(options.language)));
}

}  // namespace pecprobe
