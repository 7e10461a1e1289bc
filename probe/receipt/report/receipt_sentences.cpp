#include "probe/receipt/report/receipt_sentences.hpp"

#include "probe/report/dates.hpp"

#include <fmt/format.h>

namespace pecprobe {

namespace {

/// What was certified decides, where the headers say something else.
ReceiptKind certified_kind(const Receipt& receipt) {
  const auto certified =
      receipt.certification ? kind_of_certification(receipt.certification->kind) : std::optional<ReceiptKind>{};
  return certified.value_or(receipt.kind);
}

}  // namespace

std::string kind_sentence(const Receipt& receipt, const Wording& wording) {
  return wording.text(fmt::format("receipt.kind.{}", to_string(certified_kind(receipt))));
}

std::string verdict_sentence(const Receipt& receipt, const Wording& wording) {
  return wording.text(fmt::format("receipt.verdict.{}", to_string(receipt.verdict())));
}

std::string finding_sentence(const Finding& finding, const Wording& wording) {
  const std::string sentence = wording.text(fmt::format("receipt.finding.{}", to_string(finding.code)));
  return finding.detail.empty() ? sentence : fmt::format("{} ({})", sentence, finding.detail);
}

std::vector<std::string> finding_sentences(const Receipt& receipt, const Wording& wording) {
  std::vector<std::string> sentences;
  for (const Finding& finding : receipt.findings) {
    sentences.push_back(finding_sentence(finding, wording));
  }
  return sentences;
}

std::string conclusion(const ReceiptReport& report, const Wording& wording) {
  const std::size_t holding = report.count(ReceiptVerdict::holds);
  return wording.text(holding == report.files.size() ? "receipt.all_hold" : "receipt.some_do_not",
                      fmt::arg("count", report.files.size()), fmt::arg("holding", holding),
                      fmt::arg("unverified", report.count(ReceiptVerdict::unverified)),
                      fmt::arg("failed", report.files.size() - holding - report.count(ReceiptVerdict::unverified)));
}

std::string second_of(std::chrono::sys_seconds time, const Wording& wording) {
  const auto seconds = (time - std::chrono::floor<std::chrono::minutes>(time)).count();
  return fmt::format("{}:{:02}", local_minute(time, wording), seconds);
}

}  // namespace pecprobe
